package org.latticehost.component.internal.binary;

import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitType;

/**
 * A use of a value type: a primitive, or an index in the type space.
 *
 * @param primitive one of the constants of {@link WitType}, or null
 * @param index the index if it is no primitive
 */
public record RawValType(@Nullable WitType primitive, int index, int offset) {}
