/** {@code wasi:sockets}: TCP, UDP and name look-up, to addresses that a component was granted. */
@NullMarked
package org.latticehost.wasi.internal.sockets;

import org.jspecify.annotations.NullMarked;
