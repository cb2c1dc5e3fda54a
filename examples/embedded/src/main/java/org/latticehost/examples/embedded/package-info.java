/** A component as a part of a Java service. */
@NullMarked
package org.latticehost.examples.embedded;

import org.jspecify.annotations.NullMarked;
