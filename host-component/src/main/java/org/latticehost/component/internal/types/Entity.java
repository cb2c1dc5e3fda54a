package org.latticehost.component.internal.types;

import org.latticehost.component.spi.CoreModuleType;

/** The type of an imported or exported item. */
public sealed interface Entity {
    /** Nodes as a tree. */
    long weight();

    /** How deep it nests. */
    int depth();

    boolean mentionsResources();

    /** For messages: what sort of thing this is. */
    String describe();

    record Module(CoreModuleType type) implements Entity {
        @Override
        public long weight() {
            return 1L + type.imports().size() + type.exports().size();
        }

        @Override
        public int depth() {
            return 1;
        }

        @Override
        public boolean mentionsResources() {
            return false;
        }

        @Override
        public String describe() {
            return "core module";
        }
    }

    record Func(FuncType type) implements Entity {
        @Override
        public long weight() {
            return type.weight();
        }

        @Override
        public int depth() {
            return type.depth();
        }

        @Override
        public boolean mentionsResources() {
            return type.mentionsResources();
        }

        @Override
        public String describe() {
            return "func";
        }
    }

    record Instance(InstType type) implements Entity {
        @Override
        public long weight() {
            return type.weight();
        }

        @Override
        public int depth() {
            return type.depth();
        }

        @Override
        public boolean mentionsResources() {
            return type.mentionsResources();
        }

        @Override
        public String describe() {
            return "instance";
        }
    }

    record Component(CompType type) implements Entity {
        @Override
        public long weight() {
            return type.weight();
        }

        @Override
        public int depth() {
            return type.depth();
        }

        @Override
        public boolean mentionsResources() {
            return type.mentionsResources();
        }

        @Override
        public String describe() {
            return "component";
        }
    }

    /**
     * A type.
     *
     * @param referenced the definition it was made from; the same as {@code created} when a resource type is introduced
     * @param created the definition that stands for it from now on
     */
    record Type(DefType referenced, DefType created) implements Entity {
        @Override
        public long weight() {
            return created.weight();
        }

        @Override
        public int depth() {
            return created.depth();
        }

        @Override
        public boolean mentionsResources() {
            return created.mentionsResources();
        }

        @Override
        public String describe() {
            return "type";
        }
    }
}
