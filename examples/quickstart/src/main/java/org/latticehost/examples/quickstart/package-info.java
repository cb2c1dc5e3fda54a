/** The shortest way from an empty folder to a component that answers. */
@NullMarked
package org.latticehost.examples.quickstart;

import org.jspecify.annotations.NullMarked;
