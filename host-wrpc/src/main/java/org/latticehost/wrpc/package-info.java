/** wRPC value coding and invocation flows over any lattice transport. */
@NullMarked
package org.latticehost.wrpc;

import org.jspecify.annotations.NullMarked;
