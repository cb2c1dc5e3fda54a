/**
 * The key-value capability: {@code wasi:keyvalue} for components, over any {@link
 * org.latticehost.providers.keyvalue.KeyValueStore}.
 */
@NullMarked
package org.latticehost.providers.keyvalue;

import org.jspecify.annotations.NullMarked;
