/** JMH benchmarks, run by {@code make bench}; never part of the tests. */
@NullMarked
package org.latticehost.benchmarks;

import org.jspecify.annotations.NullMarked;
