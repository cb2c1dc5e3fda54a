/** Makes components of core modules: of commands for WASI preview 1, and of modules with a world in a custom section. */
@NullMarked
package org.latticehost.component.internal.adapt;

import org.jspecify.annotations.NullMarked;
