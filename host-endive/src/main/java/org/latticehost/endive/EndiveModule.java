package org.latticehost.endive;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreModule;
import org.latticehost.component.spi.CoreModuleType;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.Memory;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionType;

/** A compiled module: what all its instances share. */
final class EndiveModule implements CoreModule {
    private final EndiveEngine engine;
    private final CoreModuleType type;
    private final ModuleLayout layout;
    private final SegmentPlan segments;
    private final FunctionNames names;
    private final boolean fullyCompiled;
    private final WasmModule trampolines;
    private final MemoryPool[] memoryPools;
    private final String[] importNames;
    private final @Nullable FunctionType[] importTypes;
    private final Map<CoreFuncType, Integer> typeIndexes = new HashMap<>();
    private volatile @Nullable Code code;

    /** What runs: the module as Endive sees it and the factory of its compiled code. */
    record Code(WasmModule module, Function<Instance, Machine> machines) {}

    EndiveModule(
            EndiveEngine engine,
            CoreModuleType type,
            ModuleLayout layout,
            byte[] bytes,
            Code code,
            boolean fullyCompiled,
            String className) {
        this.engine = engine;
        this.type = type;
        this.layout = layout;
        this.code = code;
        this.fullyCompiled = fullyCompiled;
        this.segments = SegmentPlan.of(layout, bytes);
        this.memoryPools = new MemoryPool[layout.memories.size()];
        for (int i = layout.importedMemories; i < memoryPools.length; i++) {
            int length = (int) (layout.memories.get(i).limits().min() * Memory.PAGE_SIZE);
            memoryPools[i] = new MemoryPool(segments.image(i), length, engine.poolBudget());
        }
        this.names = FunctionNames.read(bytes, layout, className);
        this.trampolines = Parser.parse(new ModuleRewriter(bytes, layout).trampolines());
        int imports = layout.imports.size();
        this.importNames = new String[imports];
        this.importTypes = new FunctionType[imports];
        for (int i = 0; i < imports; i++) {
            importNames[i] = ModuleRewriter.importName(i);
            ModuleLayout.Import imported = layout.imports.get(i);
            if (imported.kind() == CoreExternKind.FUNC) {
                importTypes[i] = code.module().typeSection().getType(layout.functions.get(imported.index()));
            }
        }
        for (int i = layout.types.size() - 1; i >= 0; i--) {
            typeIndexes.put(layout.types.get(i), i);
        }
    }

    EndiveEngine engine() {
        return engine;
    }

    ModuleLayout layout() {
        return layout;
    }

    MemoryPool memoryPool(int definedMemory) {
        return memoryPools[definedMemory];
    }

    SegmentPlan segments() {
        return segments;
    }

    FunctionNames names() {
        return names;
    }

    Code code() {
        Code open = code;
        if (open == null) {
            throw new IllegalStateException("module is closed");
        }
        return open;
    }

    WasmModule trampolines() {
        return trampolines;
    }

    String importName(int position) {
        return importNames[position];
    }

    FunctionType importType(int position) {
        FunctionType imported = importTypes[position];
        if (imported == null) {
            throw new IllegalArgumentException("import " + position + " is no function");
        }
        return imported;
    }

    /** The first type of this module that equals the given one, or -1. */
    int typeIndex(CoreFuncType wanted) {
        return typeIndexes.getOrDefault(wanted, -1);
    }

    @Override
    public CoreModuleType type() {
        return type;
    }

    @Override
    public boolean fullyCompiled() {
        return fullyCompiled;
    }

    @Override
    public void close() {
        code = null;
        for (int i = layout.importedMemories; i < memoryPools.length; i++) {
            memoryPools[i].close();
        }
    }
}
