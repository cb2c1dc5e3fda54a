/** Keys and values in memory. */
@NullMarked
package org.latticehost.providers.internal.keyvalue;

import org.jspecify.annotations.NullMarked;
