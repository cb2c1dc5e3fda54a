@NullMarked
package org.latticehost.core.internal.key;

import org.jspecify.annotations.NullMarked;
