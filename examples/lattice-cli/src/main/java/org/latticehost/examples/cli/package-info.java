/** A command line client of a lattice, written on the public client API. */
@NullMarked
package org.latticehost.examples.cli;

import org.jspecify.annotations.NullMarked;
