@NullMarked
package org.latticehost.wrpc.internal.call;

import org.jspecify.annotations.NullMarked;
