/** Runs a host: lifecycle, control commands, links, config, policy, scaling and the in-memory lattice. */
@NullMarked
package org.latticehost.core;

import org.jspecify.annotations.NullMarked;
