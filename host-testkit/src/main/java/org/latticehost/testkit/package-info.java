/** JUnit extension, manual clock, fault injection and contract tests for every SPI. */
@NullMarked
package org.latticehost.testkit;

import org.jspecify.annotations.NullMarked;
