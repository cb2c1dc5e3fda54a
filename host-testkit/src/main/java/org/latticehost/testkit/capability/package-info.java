/** Contracts of capabilities: what components may rely on, whichever provider they are linked to. */
@NullMarked
package org.latticehost.testkit.capability;

import org.jspecify.annotations.NullMarked;
