/** Capability providers that run here. */
@NullMarked
package org.latticehost.core.internal.provider;

import org.jspecify.annotations.NullMarked;
