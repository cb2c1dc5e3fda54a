/** The HTTP client: requests of components to where their links allow. */
@NullMarked
package org.latticehost.providers.internal.httpclient;

import org.jspecify.annotations.NullMarked;
