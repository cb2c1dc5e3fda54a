package org.latticehost.component.spi;

/** The type of something a core module imports or exports. */
public sealed interface CoreExternType {

    /** Which kind of thing this is. */
    CoreExternKind kind();

    /** A function. */
    record Func(CoreFuncType type) implements CoreExternType {
        @Override
        public CoreExternKind kind() {
            return CoreExternKind.FUNC;
        }
    }

    /** A table of references. */
    record Table(CoreValueType element, CoreLimits limits) implements CoreExternType {
        @Override
        public CoreExternKind kind() {
            return CoreExternKind.TABLE;
        }
    }

    /** A linear memory; {@code memory64} and {@code shared} memories are refused by engines that lack them. */
    record Memory(CoreLimits limits, boolean memory64, boolean shared) implements CoreExternType {
        @Override
        public CoreExternKind kind() {
            return CoreExternKind.MEMORY;
        }
    }

    /** A global variable. */
    record Global(CoreValueType type, boolean mutable) implements CoreExternType {
        @Override
        public CoreExternKind kind() {
            return CoreExternKind.GLOBAL;
        }
    }

    /** An exception tag. */
    record Tag(CoreFuncType type) implements CoreExternType {
        @Override
        public CoreExternKind kind() {
            return CoreExternKind.TAG;
        }
    }
}
