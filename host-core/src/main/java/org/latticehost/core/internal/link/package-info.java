/** Links, and the bucket they are kept in. */
@NullMarked
package org.latticehost.core.internal.link;

import org.jspecify.annotations.NullMarked;
