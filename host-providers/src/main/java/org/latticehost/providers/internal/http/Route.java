package org.latticehost.providers.internal.http;

import org.latticehost.host.spi.ComponentTarget;

/** Where a request goes and what is added on the way. */
record Route(ComponentTarget component, Rules rules) {}
