/** How well-known interfaces with resources travel: as interfaces without, whose functions take names. */
@NullMarked
package org.latticehost.core.internal.wire;

import org.jspecify.annotations.NullMarked;
