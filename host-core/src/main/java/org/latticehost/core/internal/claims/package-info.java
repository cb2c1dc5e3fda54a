/** Claims of signed components and providers. */
@NullMarked
package org.latticehost.core.internal.claims;

import org.jspecify.annotations.NullMarked;
