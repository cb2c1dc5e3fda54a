/** What fuzz tests share: choices out of bytes, and short runs with inputs from a seed. */
@NullMarked
package org.latticehost.component.internal.fuzz;

import org.jspecify.annotations.NullMarked;
