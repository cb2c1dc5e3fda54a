/**
 * What plug-ins implement: engine, transport, runtime, providers, sinks. Every type says on which thread it is called,
 * whether it may block, and what a thrown exception does. Implementations are given to the builder or found by
 * {@link java.util.ServiceLoader}.
 */
@NullMarked
package org.latticehost.host.spi;

import org.jspecify.annotations.NullMarked;
