@NullMarked
package org.latticehost.wasi;

import org.jspecify.annotations.NullMarked;
