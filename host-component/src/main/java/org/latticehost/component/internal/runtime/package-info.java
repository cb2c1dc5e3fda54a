/** The runtime behind the API: compiles components on a core engine, links them, makes instances and calls them. */
@NullMarked
package org.latticehost.component.internal.runtime;

import org.jspecify.annotations.NullMarked;
