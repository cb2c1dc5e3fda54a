package org.latticehost.component.internal.binary;

/**
 * What a component binary may contain. Everything that reads binaries takes its bounds from here; they keep hostile
 * input from using more memory or time than a multiple of its size, and are far above what toolchains emit.
 */
public final class ReaderLimits {
    /** Bytes of one component, 64 MiB. */
    public static final int COMPONENT_BYTES = 64 << 20;
    /** Components inside each other, and type scopes inside each other. */
    public static final int NESTING = 100;
    /** Core modules in one component tree. */
    public static final int CORE_MODULES = 1_000;
    /** Core instances that one instantiation of the outermost component makes, nested ones included. */
    public static final int CORE_INSTANCES = 1_000;
    /** Component instances that one instantiation makes. */
    public static final int INSTANCES = 1_000;
    /** Nested components in one component tree. */
    public static final int COMPONENTS = 1_000;
    /** Entries of one kind (types, imports, exports, aliases, functions) in one scope. */
    public static final int PER_SCOPE = 100_000;
    /** Definitions in one component tree. */
    public static final int DEFINITIONS = 1_000_000;
    /** Elements of all vectors of one component tree: fields, cases, parameters, declarations, names, core types, ... */
    public static final int ELEMENTS = 2_000_000;
    /** Bytes of a name. */
    public static final int NAME_BYTES = 100_000;
    /** Bytes of a label of a record, variant, enum, flags or parameter. */
    public static final int LABEL_BYTES = 1_000;

    public static final int RECORD_FIELDS = 1_000;
    public static final int CASES = 10_000;
    public static final int TUPLE_ITEMS = 1_000;
    public static final int PARAMETERS = 1_000;
    public static final int FLAGS = 32;
    /** How deep a value type may nest. */
    public static final int TYPE_DEPTH = 100;
    /** Nodes of a type written out as a tree; sharing lets few bytes describe astronomically many. */
    public static final int TYPE_WEIGHT = 1_000_000;
    /** Bytes of a value in memory must stay below this, by the Canonical ABI. */
    public static final long VALUE_BYTES = 1L << 28;
    /** Steps of comparing and rewriting types for one component tree. */
    public static final long TYPE_WORK = 20_000_000;
    /** Memories that one instantiation makes. */
    public static final int MEMORIES = 1_000;
    /** Declared minimum, in bytes, of all memories that one instantiation makes: 2 GiB. */
    public static final long MEMORY_BYTES = 2L << 30;
    /** Functions, types, globals, exports, imports of one core module. */
    public static final int CORE_ITEMS = 1_000_000;
    /** Parameters or results of a core function. */
    public static final int CORE_PARAMETERS = 1_000;
    /** Declared minimum elements of a table. */
    public static final int TABLE_ELEMENTS = 10_000_000;
    /** Core memories or tables of one core module. */
    public static final int CORE_MEMORIES = 100;

    private ReaderLimits() {}
}
