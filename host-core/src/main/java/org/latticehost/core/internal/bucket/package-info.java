/** Following a bucket of the lattice through outages. */
@NullMarked
package org.latticehost.core.internal.bucket;

import org.jspecify.annotations.NullMarked;
