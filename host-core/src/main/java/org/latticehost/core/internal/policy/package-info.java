/** Asks the policy engine. */
@NullMarked
package org.latticehost.core.internal.policy;

import org.jspecify.annotations.NullMarked;
