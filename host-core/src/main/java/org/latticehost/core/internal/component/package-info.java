/** Components that run here: instances, calls, limits, and calls over links. */
@NullMarked
package org.latticehost.core.internal.component;

import org.jspecify.annotations.NullMarked;
