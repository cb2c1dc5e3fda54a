/** {@code wasi:cli}: what a program finds around it. */
@NullMarked
package org.latticehost.wasi.internal.cli;

import org.jspecify.annotations.NullMarked;
