/** Commands, whoever gives them: Java code now, the control interface as well. */
@NullMarked
package org.latticehost.core.internal.control;

import org.jspecify.annotations.NullMarked;
