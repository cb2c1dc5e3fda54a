/** {@code wasi:clocks}. */
@NullMarked
package org.latticehost.wasi.internal.clocks;

import org.jspecify.annotations.NullMarked;
