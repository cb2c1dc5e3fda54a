/**
 * Reading WIT text: the language in which interfaces of components are written.
 *
 * <p>Understood: packages, interfaces, {@code use} within the given texts, type aliases, records, variants, enums, flags,
 * resources with their functions, functions, all built-in types. Worlds and feature gates are read over.
 */
@NullMarked
package org.latticehost.host.wit.text;

import org.jspecify.annotations.NullMarked;
