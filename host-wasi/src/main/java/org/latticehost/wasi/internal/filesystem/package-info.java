/** {@code wasi:filesystem}: folders that a component was granted. */
@NullMarked
package org.latticehost.wasi.internal.filesystem;

import org.jspecify.annotations.NullMarked;
