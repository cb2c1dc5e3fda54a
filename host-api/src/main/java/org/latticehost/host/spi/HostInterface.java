package org.latticehost.host.spi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.InterfaceName;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitInterface;

/**
 * An interface implemented in Java for components to import: a WIT type and a function for each of its functions.
 * Immutable and thread-safe.
 *
 * <p>Resources of the interface are plain Java objects: a function that returns {@code own<r>} returns the object, and
 * gets the same object back where the guest passes {@code own<r>} or {@code borrow<r>}.
 */
public final class HostInterface {
    private final WitInterface type;
    private final Map<String, HostFunction> functions;
    private final Map<ResourceType, Consumer<Object>> destructors;

    private HostInterface(Builder b) {
        type = b.type;
        functions = Map.copyOf(b.functions);
        destructors = Map.copyOf(b.destructors);
    }

    /** Starts an implementation of that type. */
    public static Builder builder(WitInterface type) {
        return new Builder(type);
    }

    public InterfaceName name() {
        return type.name();
    }

    public WitInterface type() {
        return type;
    }

    /** The implementation of a function, null if there is none (a guest that calls it traps). */
    public @Nullable HostFunction function(String name) {
        return functions.get(name);
    }

    /** Called when the guest drops its last handle of a resource; does nothing unless set. */
    public Consumer<Object> destructor(ResourceType resource) {
        return destructors.getOrDefault(resource, o -> {});
    }

    /** Collects the functions. */
    public static final class Builder {
        private final WitInterface type;
        private final Map<String, HostFunction> functions = new LinkedHashMap<>();
        private final Map<ResourceType, Consumer<Object>> destructors = new LinkedHashMap<>();

        private Builder(WitInterface type) {
            this.type = type;
        }

        /**
         * Implements a function.
         *
         * @param name as in {@link WitInterface#functions}: {@code open}, {@code [method]bucket.get}
         * @throws IllegalArgumentException if the type has no such function or it has been given already
         */
        public Builder function(String name, HostFunction body) {
            if (!type.functions().containsKey(name)) {
                throw new IllegalArgumentException(type.name() + " has no function '" + name + "', only "
                        + type.functions().keySet());
            }
            if (functions.put(name, body) != null) {
                throw new IllegalArgumentException(type.name() + ": '" + name + "' is implemented twice");
            }
            return this;
        }

        /**
         * Sets what happens when a guest drops a resource, or its instance ends while it holds one.
         *
         * @param resource name of a resource of this interface
         */
        public Builder destructor(String resource, Consumer<Object> body) {
            ResourceType resourceType = type.resources().get(resource);
            if (resourceType == null) {
                throw new IllegalArgumentException(type.name() + " has no resource '" + resource + "', only "
                        + type.resources().keySet());
            }
            destructors.put(resourceType, body);
            return this;
        }

        /**
         * Finishes the implementation. Functions that were not given are allowed: a component that imports them links,
         * and traps when it calls one.
         */
        public HostInterface build() {
            return new HostInterface(this);
        }
    }
}
