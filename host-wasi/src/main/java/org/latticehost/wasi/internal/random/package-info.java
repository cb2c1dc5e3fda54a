/** {@code wasi:random}. */
@NullMarked
package org.latticehost.wasi.internal.random;

import org.jspecify.annotations.NullMarked;
