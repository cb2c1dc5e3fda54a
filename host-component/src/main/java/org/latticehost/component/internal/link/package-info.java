/**
 * Linking: turns a component and what the host offers into a {@link org.latticehost.component.internal.link.Plan}.
 *
 * <p>The graph of a component's instances is known before anything runs: which component is instantiated with which
 * arguments does not depend on guest code. So the linker walks the definitions once, with the kinds of values a running
 * instance would have as {@link org.latticehost.component.internal.link.Value}s, and writes down what is left to do for
 * each instance as a flat list of {@link org.latticehost.component.internal.link.Action}s over numbered slots: core
 * instances, functions given to core modules, lifted functions, component instances, resource types. Nested components,
 * aliases, arguments and re-exports cost nothing at run time.
 */
@NullMarked
package org.latticehost.component.internal.link;

import org.jspecify.annotations.NullMarked;
