/** Built-in capability providers, each with an in-memory and a real backend. */
@NullMarked
package org.latticehost.providers;

import org.jspecify.annotations.NullMarked;
