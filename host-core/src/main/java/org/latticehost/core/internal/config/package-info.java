/** Named configuration of the lattice, and its merged live view. */
@NullMarked
package org.latticehost.core.internal.config;

import org.jspecify.annotations.NullMarked;
