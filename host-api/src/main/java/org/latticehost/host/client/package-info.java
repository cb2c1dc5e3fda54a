/** A client of a lattice: tells the hosts of a lattice what to do, from outside of any host. */
@NullMarked
package org.latticehost.host.client;

import org.jspecify.annotations.NullMarked;
