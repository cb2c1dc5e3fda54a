/** JSON, written in the order and form that peers expect. */
@NullMarked
package org.latticehost.core.internal.json;

import org.jspecify.annotations.NullMarked;
