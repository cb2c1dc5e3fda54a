/** The events of a lattice: their types, and reading their data. */
@NullMarked
package org.latticehost.host.event;

import org.jspecify.annotations.NullMarked;
