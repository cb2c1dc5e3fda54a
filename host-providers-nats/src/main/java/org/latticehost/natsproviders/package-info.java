/** Built-in capability providers on NATS: each link has a connection of its own, apart from that of the lattice. */
@NullMarked
package org.latticehost.natsproviders;

import org.jspecify.annotations.NullMarked;
