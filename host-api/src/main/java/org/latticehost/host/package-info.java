/** The host: {@link org.latticehost.host.WasmCloudHost} and its builder. */
@NullMarked
package org.latticehost.host;

import org.jspecify.annotations.NullMarked;
