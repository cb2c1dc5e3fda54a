/** The lattice inside one JVM. */
@NullMarked
package org.latticehost.core.memory;

import org.jspecify.annotations.NullMarked;
