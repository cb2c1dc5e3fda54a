/** The exceptions of the host: all unchecked, under one root that carries a stable code. */
@NullMarked
package org.latticehost.host.error;

import org.jspecify.annotations.NullMarked;
