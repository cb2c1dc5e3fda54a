/** Contract tests for transports, and what breaks connections. */
@NullMarked
package org.latticehost.testkit.lattice;

import org.jspecify.annotations.NullMarked;
