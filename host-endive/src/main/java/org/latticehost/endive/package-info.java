/** The core engine that compiles guests to JVM bytecode with Endive. */
@NullMarked
package org.latticehost.endive;

import org.jspecify.annotations.NullMarked;
