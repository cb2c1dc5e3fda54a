/** Spans, and what guests print. */
@NullMarked
package org.latticehost.core.internal.telemetry;

import org.jspecify.annotations.NullMarked;
