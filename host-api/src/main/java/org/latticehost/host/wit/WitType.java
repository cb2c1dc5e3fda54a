package org.latticehost.host.wit;

import java.util.List;
import java.util.Optional;

/**
 * A WIT value type. Compared by structure; {@link Own} and {@link Borrow} by the identity of their
 * {@link ResourceType}. Named types are represented by what they stand for. Immutable.
 *
 * <p>Source: Component Model, explainer, section "Type Definitions".
 */
public sealed interface WitType {

    /** The kind, to switch over. */
    WitKind kind();

    WitType BOOL = new Primitive(WitKind.BOOL);
    WitType S8 = new Primitive(WitKind.S8);
    WitType U8 = new Primitive(WitKind.U8);
    WitType S16 = new Primitive(WitKind.S16);
    WitType U16 = new Primitive(WitKind.U16);
    WitType S32 = new Primitive(WitKind.S32);
    WitType U32 = new Primitive(WitKind.U32);
    WitType S64 = new Primitive(WitKind.S64);
    WitType U64 = new Primitive(WitKind.U64);
    WitType F32 = new Primitive(WitKind.F32);
    WitType F64 = new Primitive(WitKind.F64);
    WitType CHAR = new Primitive(WitKind.CHAR);
    WitType STRING = new Primitive(WitKind.STRING);

    static WitType list(WitType element) {
        return new ListOf(element);
    }

    static WitType option(WitType some) {
        return new OptionOf(some);
    }

    static WitType tuple(WitType... items) {
        return new TupleOf(List.of(items));
    }

    /** A type without parts. Use the constants of {@link WitType}. */
    record Primitive(WitKind kind) implements WitType {
        public Primitive {
            if (!kind.primitive()) {
                throw new IllegalArgumentException(kind + " has parts");
            }
        }
    }

    record ListOf(WitType element) implements WitType {
        @Override
        public WitKind kind() {
            return WitKind.LIST;
        }
    }

    /** A record; at least one field. */
    record RecordOf(List<Field> fields) implements WitType {
        public RecordOf {
            fields = List.copyOf(fields);
        }

        @Override
        public WitKind kind() {
            return WitKind.RECORD;
        }

        /** The position of a field, or -1. */
        public int indexOf(String name) {
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).name().equals(name)) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** A field of a record, or a parameter of a function. */
    record Field(String name, WitType type) {}

    record TupleOf(List<WitType> items) implements WitType {
        public TupleOf {
            items = List.copyOf(items);
        }

        @Override
        public WitKind kind() {
            return WitKind.TUPLE;
        }
    }

    record VariantOf(List<Case> cases) implements WitType {
        public VariantOf {
            cases = List.copyOf(cases);
        }

        @Override
        public WitKind kind() {
            return WitKind.VARIANT;
        }

        /** The position of a case, or -1. */
        public int indexOf(String name) {
            for (int i = 0; i < cases.size(); i++) {
                if (cases.get(i).name().equals(name)) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** A case of a variant. */
    record Case(String name, Optional<WitType> payload) {}

    record EnumOf(List<String> labels) implements WitType {
        public EnumOf {
            labels = List.copyOf(labels);
        }

        @Override
        public WitKind kind() {
            return WitKind.ENUM;
        }
    }

    record OptionOf(WitType some) implements WitType {
        @Override
        public WitKind kind() {
            return WitKind.OPTION;
        }
    }

    record ResultOf(Optional<WitType> ok, Optional<WitType> err) implements WitType {
        @Override
        public WitKind kind() {
            return WitKind.RESULT;
        }
    }

    /** 1 to 32 flags. */
    record FlagsOf(List<String> labels) implements WitType {
        public FlagsOf {
            labels = List.copyOf(labels);
        }

        @Override
        public WitKind kind() {
            return WitKind.FLAGS;
        }
    }

    record Own(ResourceType resource) implements WitType {
        @Override
        public WitKind kind() {
            return WitKind.OWN;
        }
    }

    record Borrow(ResourceType resource) implements WitType {
        @Override
        public WitKind kind() {
            return WitKind.BORROW;
        }
    }

    /** A stream; only travels over wRPC in WASI 0.2. */
    record StreamOf(Optional<WitType> element) implements WitType {
        @Override
        public WitKind kind() {
            return WitKind.STREAM;
        }
    }

    /** A future; only travels over wRPC in WASI 0.2. */
    record FutureOf(Optional<WitType> value) implements WitType {
        @Override
        public WitKind kind() {
            return WitKind.FUTURE;
        }
    }
}
