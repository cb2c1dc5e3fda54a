package org.latticehost.component.internal.model;

/**
 * The options of {@code canon lift} and {@code canon lower}. They are captured when the step runs. What is missing here
 * is not needed by the type: the validator has checked that memory and realloc are given where values need them.
 *
 * @param encoding of strings; UTF-8 when none was written
 * @param memory index in the core memory space, or -1
 * @param realloc index in the core function space, or -1; only with a memory
 * @param postReturn index in the core function space, or -1; only for lift
 */
public record CanonOptions(StringEncoding encoding, int memory, int realloc, int postReturn) {}
