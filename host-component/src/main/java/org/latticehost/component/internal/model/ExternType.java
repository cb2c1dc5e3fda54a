package org.latticehost.component.internal.model;

import org.latticehost.component.spi.CoreModuleType;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitType;

/** The type of something imported or exported by a component or an instance. */
public sealed interface ExternType {

    /** Which sort of thing has this type. */
    Sort sort();

    /** A function. */
    record Func(FunctionType type) implements ExternType {
        @Override
        public Sort sort() {
            return Sort.FUNC;
        }
    }

    /** An instance. */
    record Instance(InstanceType type) implements ExternType {
        @Override
        public Sort sort() {
            return Sort.INSTANCE;
        }
    }

    /** A component. */
    record Component(ComponentType type) implements ExternType {
        @Override
        public Sort sort() {
            return Sort.COMPONENT;
        }
    }

    /** A core module. */
    record Module(CoreModuleType type) implements ExternType {
        @Override
        public Sort sort() {
            return Sort.MODULE;
        }
    }

    /** A resource type. The only type that is something at run time. */
    record Resource(ResourceType type) implements ExternType {
        @Override
        public Sort sort() {
            return Sort.TYPE;
        }
    }

    /** A name for a value type. */
    record Value(WitType type) implements ExternType {
        @Override
        public Sort sort() {
            return Sort.TYPE;
        }
    }

    /** A name for a function, instance or component type: exported as a type, not as a thing of that type. */
    record NamedType(ExternType of) implements ExternType {
        @Override
        public Sort sort() {
            return Sort.TYPE;
        }
    }
}
