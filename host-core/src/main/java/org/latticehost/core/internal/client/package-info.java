/** The lattice client: requests of the control interface from the outside. */
@NullMarked
package org.latticehost.core.internal.client;

import org.jspecify.annotations.NullMarked;
