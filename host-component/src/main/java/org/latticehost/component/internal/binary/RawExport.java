package org.latticehost.component.internal.binary;

import org.jspecify.annotations.Nullable;

/** An export, or a member of an instance made from inline exports ({@code type} is null there). */
public record RawExport(
        String name, RawSort sort, int index, @Nullable RawExtern type, int offset) {}
