/**
 * Types while a component is being validated.
 *
 * <p>Two things must be told apart: what a type <em>is</em> and which <em>definition</em> is meant. Function types may
 * mention a record only through a definition that was itself imported or exported, so definitions
 * ({@link org.latticehost.component.internal.types.DefType}, above all
 * {@link org.latticehost.component.internal.types.ValType}) are compared by identity; importing, exporting or substituting
 * makes new ones. What a value type is lies in its {@link org.latticehost.component.internal.types.Shape}: shapes are
 * interned, so that equality is {@code ==} however much a type is shared or nested.
 *
 * <p>Resource types are variables here: {@link org.latticehost.host.wit.ResourceType} objects that
 * {@link org.latticehost.component.internal.types.Substitution} replaces when instances are imported and components are
 * instantiated. A {@link org.latticehost.component.internal.types.ResourceRef} is a definition that names one.
 */
@NullMarked
package org.latticehost.component.internal.types;

import org.jspecify.annotations.NullMarked;
