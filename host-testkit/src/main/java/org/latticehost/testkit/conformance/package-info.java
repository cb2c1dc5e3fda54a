/** The control interface as peers know it, as vectors and sequences that a host must pass on every transport. */
@NullMarked
package org.latticehost.testkit.conformance;

import org.jspecify.annotations.NullMarked;
