/** What the links of a provider hold open. */
@NullMarked
package org.latticehost.providers.internal.link;

import org.jspecify.annotations.NullMarked;
