/** A host from its keys to its last event. */
@NullMarked
package org.latticehost.core.internal.lifecycle;

import org.jspecify.annotations.NullMarked;
