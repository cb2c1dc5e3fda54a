package org.latticehost.endive;

import org.jspecify.annotations.Nullable;
import run.endive.runtime.Instance;
import run.endive.runtime.TableInstance;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.types.Table;
import run.endive.wasm.types.TableLimits;
import run.endive.wasm.types.ValType;
import run.endive.wasm.types.Value;

/**
 * A table as one instance sees it.
 *
 * <p>Endive's own tables hold function indexes beside the instance they belong to, and its {@code call_indirect} compares
 * the type index of the caller's module with type indexes of the callee's module. This view answers in terms of the
 * calling instance alone: for its own functions with their index, for any other with {@linkplain
 * EndiveInstance#foreignInstance() an instance that stands for it} and the index of its type among the caller's types.
 */
final class TableView extends TableInstance {
    private final EndiveTable table;
    private final EndiveInstance viewer;

    TableView(EndiveTable table, EndiveInstance viewer) {
        super(new Table(ValType.FuncRef, new TableLimits(0)), Value.REF_NULL_VALUE);
        this.table = table;
        this.viewer = viewer;
    }

    EndiveTable table() {
        return table;
    }

    @Override
    public int size() {
        return table.size();
    }

    @Override
    public int requiredRef(int index) {
        EndiveFunction function = table.get(index);
        if (function == null) {
            throw new WasmEngineException("uninitialized element " + index);
        }
        return function.definer == viewer ? function.index : viewer.resolveForeign(function);
    }

    @Override
    public Instance instance(int index) {
        EndiveFunction function = table.get(index);
        return function == null || function.definer == viewer ? viewer.instance() : viewer.foreignInstance();
    }

    @Override
    public int ref(int index) {
        return viewer.toReference(table.get(index));
    }

    @Override
    public void setRef(int index, int value, Instance instance) {
        table.set(index, viewer.fromReference(value));
    }

    @Override
    public int grow(int size, int value, Instance instance) {
        return table.grow(size, viewer.fromReference(value));
    }

    @Override
    public void reset() {
        for (int i = 0; i < table.size(); i++) {
            table.set(i, null);
        }
    }

    @Override
    public @Nullable Object objRef(int index) {
        return null;
    }
}
