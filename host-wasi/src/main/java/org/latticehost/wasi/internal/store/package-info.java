/** What all WASI resources share: parents and children, waiting, and their end with the instance. */
@NullMarked
package org.latticehost.wasi.internal.store;

import org.jspecify.annotations.NullMarked;
