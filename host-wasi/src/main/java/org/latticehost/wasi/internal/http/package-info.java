/** {@code wasi:http}: messages, their bodies, and requests of guests. */
@NullMarked
package org.latticehost.wasi.internal.http;

import org.jspecify.annotations.NullMarked;
