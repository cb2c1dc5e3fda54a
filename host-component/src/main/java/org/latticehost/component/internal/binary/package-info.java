/**
 * Decoding of component and core module binaries into unresolved definitions.
 *
 * <p>Nothing here knows what an index means. {@link org.latticehost.component.internal.binary.ComponentBinary} walks the
 * sections and hands each definition, in order, to a {@link org.latticehost.component.internal.binary.ComponentSink}; the
 * validator is one. All failures are {@link org.latticehost.host.error.ComponentLoadException} with the byte offset in the
 * outermost binary. Limits are in {@link org.latticehost.component.internal.binary.ReaderLimits}.
 */
@NullMarked
package org.latticehost.component.internal.binary;

import org.jspecify.annotations.NullMarked;
