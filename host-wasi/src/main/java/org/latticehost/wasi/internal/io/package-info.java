/** {@code wasi:io}: errors, pollables and streams, over abstract sources and sinks. */
@NullMarked
package org.latticehost.wasi.internal.io;

import org.jspecify.annotations.NullMarked;
