/** State changes as CloudEvents, to the lattice and to the embedder. */
@NullMarked
package org.latticehost.core.internal.event;

import org.jspecify.annotations.NullMarked;
