/** Calls between hosts: wRPC on the connection for calls, with the names and headers of the lattice. */
@NullMarked
package org.latticehost.core.internal.rpc;

import org.jspecify.annotations.NullMarked;
