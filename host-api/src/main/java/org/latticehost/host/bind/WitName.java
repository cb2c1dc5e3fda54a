package org.latticehost.host.bind;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The WIT name of a Java element, where the convention does not find it. On an interface that stands for a WIT interface
 * {@code fixture:calc/machine@0.2.1}, with or without version; on a method the canonical name
 * ({@code [static]stack.deeper}); on a record component, an enum constant, a case or a resource the plain name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface WitName {

    /** The name in WIT. */
    String value();
}
