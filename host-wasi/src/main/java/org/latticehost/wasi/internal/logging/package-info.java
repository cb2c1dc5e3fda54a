/** {@code wasi:logging}. */
@NullMarked
package org.latticehost.wasi.internal.logging;

import org.jspecify.annotations.NullMarked;
