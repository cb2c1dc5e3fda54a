/** The runtime for WebAssembly components. Found by {@link java.util.ServiceLoader}; nothing here is called by hand. */
@NullMarked
package org.latticehost.component;

import org.jspecify.annotations.NullMarked;
