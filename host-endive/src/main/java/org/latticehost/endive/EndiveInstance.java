package org.latticehost.endive;

import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreInstance;
import run.endive.runtime.Instance;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.types.Value;

/** An instance of a module in a store. */
final class EndiveInstance implements CoreInstance {
    /** References to functions of other instances start here in the numbers that guest code handles. */
    private static final int FOREIGN = 0x4000_0000;

    private final EndiveStore store;
    private final EndiveModule module;
    private final ImportedExterns imports;
    private final @Nullable EndiveFunction[] functions;
    private final CoreExtern[] tables;
    private final @Nullable CoreExtern[] tags;
    private @Nullable Instance instance;

    private @Nullable Instance foreignInstance;
    private @Nullable EndiveFunction foreignTarget;

    EndiveInstance(EndiveStore store, EndiveModule module, ImportedExterns imports) {
        this.store = store;
        this.module = module;
        this.imports = imports;
        this.functions = new EndiveFunction[module.layout().functions.size()];
        System.arraycopy(imports.functions(), 0, functions, 0, imports.functions().length);
        this.tables = new CoreExtern[module.layout().tables.size()];
        System.arraycopy(imports.tables(), 0, tables, 0, imports.tables().length);
        this.tags = new CoreExtern[module.layout().tags.size()];
        System.arraycopy(imports.tags(), 0, tags, 0, imports.tags().length);
    }

    EndiveStore store() {
        return store;
    }

    EndiveModule module() {
        return module;
    }

    ImportedExterns imports() {
        return imports;
    }

    void bind(Instance made) {
        instance = made;
    }

    Instance instance() {
        Instance bound = instance;
        if (bound == null) {
            throw new IllegalStateException("instance used while it is made");
        }
        return bound;
    }

    void setTable(int index, CoreExtern table) {
        tables[index] = table;
    }

    CoreExtern table(int index) {
        return tables[index];
    }

    @Override
    public CoreExtern export(int index) {
        store.checkOpen();
        ModuleLayout.Export export = module.layout().exports.get(index);
        int i = export.index();
        return switch (export.kind()) {
            case FUNC -> function(i);
            case TABLE -> tables[i];
            case MEMORY -> (EndiveMemory) instance().memory(i);
            case GLOBAL -> (EndiveGlobal) instance().global(i);
            case TAG -> tag(i);
        };
    }

    EndiveFunction function(int index) {
        EndiveFunction function = functions[index];
        if (function == null) {
            function = new GuestFunction(
                    this, index, module.layout().functionType(index), instance().getMachine());
            functions[index] = function;
        }
        return function;
    }

    private CoreExtern tag(int index) {
        CoreExtern tag = tags[index];
        if (tag == null) {
            var type = module.layout().types.get(module.layout().tags.get(index));
            tag = new EndiveTag(store, instance().tag(index), type);
            tags[index] = tag;
        }
        return tag;
    }

    // ---- functions of others, in the terms of this instance

    /**
     * Prepares a call from this instance to a function of another one.
     *
     * @return the index of its type among the types of this module, which is also the index of a function of that type
     *     in {@link #foreignInstance}
     */
    int resolveForeign(EndiveFunction function) {
        if (function.typeIndexModule != module) {
            function.typeIndex = module.typeIndex(function.type);
            function.typeIndexModule = module;
        }
        if (function.typeIndex < 0) {
            throw new WasmEngineException("indirect call type mismatch");
        }
        foreignTarget = function;
        return function.typeIndex;
    }

    /**
     * An instance with one function of each type of this module; calling any of them calls what was resolved last.
     * Between the two nothing else runs: compiled code asks for the index, then for the instance, then calls.
     */
    Instance foreignInstance() {
        Instance foreign = foreignInstance;
        if (foreign == null) {
            foreign = Instance.builder(module.trampolines())
                    .withMachineFactory(made -> this::callForeign)
                    .build();
            foreignInstance = foreign;
        }
        return foreign;
    }

    private long @Nullable [] callForeign(int typeIndex, long[] args) {
        EndiveFunction target = foreignTarget;
        if (target == null) {
            throw new IllegalStateException("indirect call without a target");
        }
        return target.apply(instance(), args);
    }

    int toReference(@Nullable EndiveFunction function) {
        if (function == null) {
            return Value.REF_NULL_VALUE;
        }
        return function.definer == this ? function.index : FOREIGN + store.referenceId(function);
    }

    @Nullable EndiveFunction fromReference(int reference) {
        if (reference == Value.REF_NULL_VALUE) {
            return null;
        }
        return reference >= FOREIGN ? store.byReferenceId(reference - FOREIGN) : function(reference);
    }
}
