/** Lattice transport and buckets on NATS. */
@NullMarked
package org.latticehost.nats;

import org.jspecify.annotations.NullMarked;
