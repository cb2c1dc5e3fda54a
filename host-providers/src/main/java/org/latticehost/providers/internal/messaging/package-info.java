/** A message broker in memory. */
@NullMarked
package org.latticehost.providers.internal.messaging;

import org.jspecify.annotations.NullMarked;
