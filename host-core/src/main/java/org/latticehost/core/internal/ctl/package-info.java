/** The control interface: requests of other members of the lattice, turned into commands and answered. */
@NullMarked
package org.latticehost.core.internal.ctl;

import org.jspecify.annotations.NullMarked;
