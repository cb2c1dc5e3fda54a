/**
 * HTTP messages as they pass between providers, the host and components: heads as values, bodies as bounded pipes.
 */
@NullMarked
package org.latticehost.host.http;

import org.jspecify.annotations.NullMarked;
