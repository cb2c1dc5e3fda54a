/** {@code wasi_snapshot_preview1}: what core modules import that are older than components, on top of WASI 0.2. */
@NullMarked
package org.latticehost.wasi.internal.preview1;

import org.jspecify.annotations.NullMarked;
