/** What every core engine has to do, as tests; and a builder of the small modules they need. */
@NullMarked
package org.latticehost.component.spi.contract;

import org.jspecify.annotations.NullMarked;
