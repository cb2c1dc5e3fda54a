/** {@code wasi:config}. */
@NullMarked
package org.latticehost.wasi.internal.config;

import org.jspecify.annotations.NullMarked;
