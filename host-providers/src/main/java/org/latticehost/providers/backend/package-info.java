/** What the backends of built-in providers are given: one link at a time. */
@NullMarked
package org.latticehost.providers.backend;

import org.jspecify.annotations.NullMarked;
