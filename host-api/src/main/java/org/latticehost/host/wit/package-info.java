/**
 * Types and values of WIT, the interface language of the Component Model.
 *
 * <p>Values are plain Java objects; {@link org.latticehost.host.wit.WitValues} holds the table that says which class
 * stands for which type, and checks a value against a type.
 */
@NullMarked
package org.latticehost.host.wit;

import org.jspecify.annotations.NullMarked;
