/**
 * The seam between the Component Model and an engine for core WebAssembly modules.
 *
 * <p>The Component Model is implemented once, above these types. An engine compiles core modules, links them by
 * position, runs their code and guards the host against it; it knows nothing of components. Values cross this seam as
 * raw 64-bit patterns: an {@code i32} or {@code f32} sits in the low half (the high half is ignored when read and zero
 * when written by an engine), so that nothing is boxed.
 */
@NullMarked
package org.latticehost.component.spi;

import org.jspecify.annotations.NullMarked;
