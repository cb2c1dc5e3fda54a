/**
 * Validation: turns the definitions of a binary into resolved {@code ComponentDef}s, or says what is wrong and where.
 *
 * <p>{@link org.latticehost.component.internal.validate.ComponentReader} is the way in. One
 * {@link org.latticehost.component.internal.validate.Scope} stands for each component, component type or instance type
 * that is open; the rules are in classes by subject and throw
 * {@link org.latticehost.component.internal.types.TypeException}, to which the reader adds the offset.
 */
@NullMarked
package org.latticehost.component.internal.validate;

import org.jspecify.annotations.NullMarked;
