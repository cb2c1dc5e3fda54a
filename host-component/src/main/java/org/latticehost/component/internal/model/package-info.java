/**
 * Components as the reader hands them to the linker: immutable, validated, every name and index resolved.
 *
 * <p>A {@link org.latticehost.component.internal.model.ComponentDef} is a program for building one component instance:
 * a list of {@link org.latticehost.component.internal.model.Step}s in binary order that fill numbered index spaces.
 * Everything that could be checked without running guest code has been checked, so the linker looks nothing up by name
 * except what the host supplies.
 *
 * <p><b>Value types</b> are {@link org.latticehost.host.wit.WitType}s. Equal type definitions of one component may be
 * one shared object, and graphs with much sharing are bounded in their size as a tree (see the reader's limits), but
 * still large: key caches by identity, not by {@code equals}.
 *
 * <p><b>Resource types.</b> A resource type of the Component Model comes into being when a component is
 * <em>instantiated</em>. In types it stands as an abstract {@link org.latticehost.host.wit.ResourceType}, whose identity
 * means something only inside the {@code ComponentDef} whose types mention it. Every such abstract type that a running
 * instance needs has an int <em>slot</em> ({@link org.latticehost.component.internal.model.ComponentDef#resources}); the
 * instance holds an array of run-time resource types by slot, filled while the steps run as each
 * {@link org.latticehost.component.internal.model.ResourceSlot} says. A codec for a static type looks its resources up by
 * {@link org.latticehost.component.internal.model.ComponentDef#slotOf} when it is compiled and by array index when it
 * runs.
 */
@NullMarked
package org.latticehost.component.internal.model;

import org.jspecify.annotations.NullMarked;
