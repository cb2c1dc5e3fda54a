/**
 * Running scripts of component tests: JSON commands with binaries beside them.
 *
 * <p>Our own scripts are test resources. The upstream suite is not part of this repository: its place is given by the
 * system property {@code latticehost.suites} or found as {@code shared/suites} beside the repository; without it those
 * tests are skipped and say so.
 */
@NullMarked
package org.latticehost.component.suite;

import org.jspecify.annotations.NullMarked;
