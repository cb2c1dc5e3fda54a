/** The core engine on native Wasmtime. */
@NullMarked
package org.latticehost.wasmtime;

import org.jspecify.annotations.NullMarked;
