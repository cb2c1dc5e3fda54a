/** Vectors of keys and claims. */
@NullMarked
package org.latticehost.core.internal.security;

import org.jspecify.annotations.NullMarked;
