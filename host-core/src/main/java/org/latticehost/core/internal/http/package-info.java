/** The HTTP client behind granted hosts, for components without a link to a provider of HTTP. */
@NullMarked
package org.latticehost.core.internal.http;

import org.jspecify.annotations.NullMarked;
