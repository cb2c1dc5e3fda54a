package org.latticehost.component.internal.binary;

import java.util.function.IntConsumer;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;

/** Walks the sections of a component and of the components in it. */
public final class ComponentBinary {
    private final ComponentSink sink;
    private int coreModules;
    private int components;
    private int definitions;

    private ComponentBinary(ComponentSink sink) {
        this.sink = sink;
    }

    /**
     * Reads a component.
     *
     * @throws ComponentLoadException if the bytes are malformed, use features that are not supported, or are a core module
     *     ({@link ErrorCode#CORE_MODULE})
     */
    public static void read(byte[] bytes, ComponentSink sink) {
        ByteReader in = new ByteReader(bytes);
        if (bytes.length > ReaderLimits.COMPONENT_BYTES) {
            throw ByteReader.malformed(
                    "a component of " + bytes.length + " bytes, the limit is " + ReaderLimits.COMPONENT_BYTES, 0);
        }
        if (BinaryKind.of(in) == BinaryKind.CORE_MODULE) {
            throw new ComponentLoadException(
                    ErrorCode.CORE_MODULE, "this is a core module, not a component; it needs an adapter", 0, null);
        }
        new ComponentBinary(sink).component(in, 0);
    }

    /** Reads the sections after a preamble. */
    private void component(ByteReader in, int depth) {
        sink.beginComponent(in.offset());
        while (!in.atEnd()) {
            int start = in.offset();
            int id = in.u8();
            long length = in.u32();
            section(id, in.window(length, "section " + id), depth, start);
        }
        sink.endComponent(in.offset());
    }

    private void section(int id, ByteReader in, int depth, int start) {
        switch (id) {
            case 0 -> {
                in.name();
                return;
            }
            case 1 -> coreModule(in);
            case 2 -> each(in, "core instances", offset -> coreInstance(in, offset));
            case 3 -> {
                CoreTypeReader types = new CoreTypeReader(in);
                each(in, "core types", offset -> sink.coreType(types.coreType(), offset));
            }
            case 4 -> nested(in, depth + 1);
            case 5 -> each(in, "instances", offset -> instance(in, offset));
            case 6 -> {
                ItemReader items = new ItemReader(in);
                each(in, "aliases", offset -> sink.alias(items.alias(), offset));
            }
            case 7 -> {
                TypeReader types = new TypeReader(in);
                each(in, "types", offset -> sink.type(types.type(0), offset));
            }
            case 8 -> {
                CanonReader canons = new CanonReader(in);
                each(in, "canonical definitions", offset -> sink.canon(canons.canon(), offset));
            }
            case 9 -> throw ByteReader.unsupported("needs a gated feature: start section", start);
            case 10 -> {
                ItemReader items = new ItemReader(in);
                each(in, "imports", offset -> sink.importItem(items.importItem()));
            }
            case 11 -> {
                ItemReader items = new ItemReader(in);
                each(in, "exports", offset -> sink.exportItem(items.exportItem()));
            }
            case 12 -> throw ByteReader.unsupported("needs a gated feature: values", start);
            default -> throw ByteReader.malformed("unknown section " + id, start);
        }
        if (id != 1 && id != 4) {
            in.expectEnd("section " + id);
        }
    }

    private void each(ByteReader in, String what, IntConsumer one) {
        int offset = in.offset();
        int n = in.count(ReaderLimits.PER_SCOPE, what);
        definitions += n;
        if (definitions > ReaderLimits.DEFINITIONS) {
            throw ByteReader.malformed("more than " + ReaderLimits.DEFINITIONS + " definitions", offset);
        }
        for (int i = 0; i < n; i++) {
            one.accept(in.offset());
        }
    }

    private void coreModule(ByteReader in) {
        int offset = in.offset();
        if (++coreModules > ReaderLimits.CORE_MODULES) {
            throw ByteReader.malformed("more than " + ReaderLimits.CORE_MODULES + " core modules", offset);
        }
        sink.coreModule(CoreModuleReader.read(in), offset);
    }

    private void nested(ByteReader in, int depth) {
        int offset = in.offset();
        if (depth > ReaderLimits.NESTING) {
            throw ByteReader.malformed("components nest deeper than " + ReaderLimits.NESTING, offset);
        }
        if (++components > ReaderLimits.COMPONENTS) {
            throw ByteReader.malformed("more than " + ReaderLimits.COMPONENTS + " components", offset);
        }
        if (BinaryKind.of(in) != BinaryKind.COMPONENT) {
            throw ByteReader.malformed("a core module where a component must be", offset);
        }
        component(in, depth);
    }

    private void coreInstance(ByteReader in, int offset) {
        ItemReader items = new ItemReader(in);
        int code = in.u8();
        switch (code) {
            case 0 -> sink.coreInstantiate(in.index(), items.coreArgs(), offset);
            case 1 -> sink.coreBundle(items.coreInlineExports(), offset);
            default -> throw in.badByte(code, "core instance");
        }
    }

    private void instance(ByteReader in, int offset) {
        ItemReader items = new ItemReader(in);
        int code = in.u8();
        switch (code) {
            case 0 -> sink.instantiate(in.index(), items.args(), offset);
            case 1 -> sink.bundle(items.inlineExports(), offset);
            default -> throw in.badByte(code, "instance");
        }
    }
}
