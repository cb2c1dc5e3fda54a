package org.latticehost.component.internal.model;

import org.latticehost.component.spi.CoreExternKind;

/**
 * A named member of a core instance made from inline exports.
 *
 * @param index in the core index space of that kind
 */
public record CoreItem(String name, CoreExternKind kind, int index) {}
