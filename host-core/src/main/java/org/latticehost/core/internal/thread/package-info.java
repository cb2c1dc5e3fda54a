/** Threads of a host: named, bounded, gone when it is closed. */
@NullMarked
package org.latticehost.core.internal.thread;

import org.jspecify.annotations.NullMarked;
