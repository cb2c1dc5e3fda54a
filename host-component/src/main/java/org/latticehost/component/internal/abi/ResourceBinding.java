package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.ResourceType;

/** What a resource type is in a store: implemented by a component instance, or by Java. */
public abstract class ResourceBinding {
    final int index;
    final ResourceType type;

    ResourceBinding(int index, ResourceType type) {
        this.index = index;
        this.type = type;
    }

    /** The instance that implements it; null for the host. */
    abstract @Nullable InstanceState implementor();

    /** The Java side of a resource that a guest gives away; takes the ownership along. */
    abstract Object takeForJava(int rep);

    /** The Java side of a resource that a guest lends to a call. */
    abstract Object lendToJava(CallContext call, int rep);

    /** Whether Java may give this object where the resource is expected. */
    abstract boolean accepts(@Nullable Object value);

    /** The representation of an object that Java gives away. */
    abstract int takeFromJava(Object value);

    /** The representation of an object that Java lends to a call. */
    abstract int lendFromJava(Object value);

    /** The call to which Java lent something is over. */
    abstract void endLoan(int rep);

    /**
     * Runs the destructor.
     *
     * @param caller the instance that drops it, null for the host
     */
    abstract void destroy(@Nullable InstanceState caller, int rep);
}
