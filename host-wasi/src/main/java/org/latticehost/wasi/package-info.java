/** WASI 0.2 and wasi:http as host interfaces. */
@NullMarked
package org.latticehost.wasi;

import org.jspecify.annotations.NullMarked;
