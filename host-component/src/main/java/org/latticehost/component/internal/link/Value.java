package org.latticehost.component.internal.link;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.model.ComponentDef;
import org.latticehost.component.spi.CoreModuleSource;
import org.latticehost.host.spi.HostFunction;

/** What a component-level definition stands for, as far as the linker knows it. */
public sealed interface Value {

    /** A core module. */
    record Module(CoreModuleSource source) implements Value {}

    /** A function of a component instance; the number is its slot in the plan. */
    record Lifted(int slot) implements Value {}

    /**
     * A function that Java implements.
     *
     * @param name for messages: {@code wasi:io/poll@0.2.6#poll}
     * @param body null if there is none: calling it traps
     */
    record Host(String name, @Nullable HostFunction body) implements Value {}

    /**
     * A component: its definition, and the modules and components of the components around it.
     *
     * @param enclosing null for one that is not nested
     */
    record Component(ComponentDef definition, @Nullable Scope enclosing) implements Value {}

    /** An instance: its exports by name; types that are no resource types are left out. */
    record Instance(Map<String, Value> exports) implements Value {
        public Instance {
            exports = Map.copyOf(exports);
        }

        /** The export of that name. */
        Value export(String name) {
            Value value = exports.get(name);
            if (value == null) {
                throw new IllegalStateException("no export '" + name + "' among " + exports.keySet());
            }
            return value;
        }
    }

    /** A resource type by its number in the plan. */
    record Resource(int number) implements Value {}
}
