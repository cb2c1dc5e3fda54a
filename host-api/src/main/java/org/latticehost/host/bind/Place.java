package org.latticehost.host.bind;

import java.lang.reflect.Type;
import org.latticehost.host.error.BindingException;
import org.latticehost.host.wit.WitType;

/** Where a value stands on both sides, for messages. */
record Place(String java, String wit) {

    Place at(String javaPart, String witPart) {
        return new Place(java + javaPart, wit + witPart);
    }

    /** Says that the types at this place do not fit. */
    BindingException mismatch(Type javaType, WitType witType, String why) {
        return mismatch("Java " + javaType.getTypeName(), "WIT " + WitText.of(witType), why);
    }

    BindingException mismatch(String javaSide, String witSide, String why) {
        return new BindingException(java + " (" + javaSide + ") does not fit " + wit + " (" + witSide + "): " + why);
    }

    /** Says that a value cannot stand at this place. */
    IllegalArgumentException refused(RuntimeException cause) {
        return new IllegalArgumentException(java + " for " + wit + ": " + Failures.why(cause), cause);
    }
}
