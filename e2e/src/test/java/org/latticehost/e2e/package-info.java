@NullMarked
package org.latticehost.e2e;

import org.jspecify.annotations.NullMarked;
