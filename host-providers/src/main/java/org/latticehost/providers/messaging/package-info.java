/**
 * The messaging capability: {@code wasmcloud:messaging} for components, over any {@link
 * org.latticehost.providers.messaging.MessageBroker}.
 */
@NullMarked
package org.latticehost.providers.messaging;

import org.jspecify.annotations.NullMarked;
