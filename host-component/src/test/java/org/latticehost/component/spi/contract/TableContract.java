package org.latticehost.component.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticehost.component.spi.contract.EngineFixture.function;
import static org.latticehost.component.spi.contract.TrapContract.assertTrap;
import static org.latticehost.component.spi.contract.WasmCode.code;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreInstance;
import org.latticehost.component.spi.CoreTable;
import org.latticehost.component.spi.TrapKind;

/** Tables shared by instances, as the toolchains' shim and fix-up modules use them. */
interface TableContract extends EngineFixture {

    /** A module like wit-component's shim: forwards two calls through a table that somebody fills later. */
    private static WasmBuilder shim() {
        WasmBuilder shim = WasmBuilder.module();
        int table = shim.table(2, OptionalLong.of(2));
        int unary = shim.type("i:i");
        int binary = shim.type("ii:i");
        shim.exported("0", "i:i", code().get(0).i32(0).callIndirect(unary, table));
        shim.exported("1", "ii:i", code().get(0).get(1).i32(1).callIndirect(binary, table));
        shim.export("$imports", CoreExternKind.TABLE, table);
        return shim;
    }

    /** A module like the fix-up: writes its imports into the table. Its types have other indexes than the shim's. */
    private static WasmBuilder fixup() {
        WasmBuilder fixup = WasmBuilder.module();
        fixup.type("F:F");
        fixup.type("I:I");
        int binary = fixup.importFunction("", "1", "ii:i");
        int unary = fixup.importFunction("", "0", "i:i");
        int table = fixup.importTable("", "$imports", 2, OptionalLong.of(2));
        fixup.elements(table, code().i32(0), unary, binary);
        return fixup;
    }

    @Test
    default void callsHostFunctionsThroughATableFilledByAnotherInstance() {
        CoreInstance shim = instantiate(shim());
        CoreFunction unary = host("i:i", args -> new long[] {args[0] + 1});
        CoreFunction binary = host("ii:i", args -> new long[] {args[0] * args[1]});
        instantiate(fixup(), binary, unary, shim.export(2));
        assertThat(function(shim, 0).call(41)).containsExactly(42);
        assertThat(function(shim, 1).call(6, 7)).containsExactly(42);
    }

    @Test
    default void callsGuestFunctionsThroughATableFilledByAnotherInstance() {
        CoreInstance shim = instantiate(shim());
        WasmBuilder worker = WasmBuilder.module();
        worker.type("f:f");
        int offset = worker.global('i', true, code().i32(100));
        worker.exported("add", "i:i", code().get(0).globalGet(offset).op(WasmCode.I32_ADD));
        worker.exported("mul", "ii:i", code().get(0).get(1).op(WasmCode.I32_MUL));
        CoreInstance workers = instantiate(worker);
        instantiate(fixup(), workers.export(1), workers.export(0), shim.export(2));
        assertThat(function(shim, 0).call(5)).containsExactly(105);
        assertThat(function(shim, 1).call(5, 8)).containsExactly(40);
    }

    @Test
    default void trapsOnEmptyMissingAndWronglyTypedElements() {
        WasmBuilder module = WasmBuilder.module();
        int table = module.table(3, OptionalLong.empty());
        int good = module.function(":i", code().i32(7));
        int bad = module.function("I:I", code().get(0));
        module.elements(table, code().i32(0), good, bad);
        module.exported("at", "i:i", code().get(0).callIndirect(module.type(":i"), table));
        CoreFunction at = function(instantiate(module), 0);
        assertThat(at.call(0)).containsExactly(7);
        assertTrap(TrapKind.INDIRECT_CALL_TYPE, () -> at.call(1));
        assertTrap(TrapKind.UNINITIALIZED_ELEMENT, () -> at.call(2));
        assertTrap(TrapKind.TABLE_OUT_OF_BOUNDS, () -> at.call(3));
        assertTrap(TrapKind.TABLE_OUT_OF_BOUNDS, () -> at.call(-1));
    }

    @Test
    default void checksTypesOfFunctionsOfOtherInstancesByStructure() {
        // Type index 0 means ii:i in one module and i:i in the other: indexes must not be compared.
        WasmBuilder caller = WasmBuilder.module();
        int wanted = caller.type("ii:i");
        int table = caller.table(2, OptionalLong.empty());
        caller.exported("call", "iii:i", code().get(0).get(1).get(2).callIndirect(wanted, table));
        caller.export("t", CoreExternKind.TABLE, table);
        CoreInstance user = instantiate(caller);
        WasmBuilder filler = WasmBuilder.module();
        int imported = filler.importTable("", "t", 2, OptionalLong.empty());
        int unary = filler.function("i:i", code().get(0));
        int binary = filler.function("ii:i", code().get(0).get(1).op(WasmCode.I32_ADD));
        filler.elements(imported, code().i32(0), unary, binary);
        instantiate(filler, user.export(1));
        assertTrap(TrapKind.INDIRECT_CALL_TYPE, () -> function(user, 0).call(1, 2, 0));
        assertThat(function(user, 0).call(1, 2, 1)).containsExactly(3);
    }

    @Test
    default void usesSeveralTables() {
        WasmBuilder module = WasmBuilder.module();
        int first = module.table(1, OptionalLong.empty());
        int second = module.table(1, OptionalLong.empty());
        int type = module.type(":i");
        module.elements(first, code().i32(0), module.function(":i", code().i32(1)));
        module.elements(second, code().i32(0), module.function(":i", code().i32(2)));
        module.exported(
                "run",
                ":i",
                code().i32(0)
                        .callIndirect(type, first)
                        .i32(10)
                        .op(WasmCode.I32_MUL)
                        .i32(0)
                        .callIndirect(type, second)
                        .op(WasmCode.I32_ADD));
        assertThat(function(instantiate(module), 0).call()).containsExactly(12);
    }

    @Test
    default void movesFunctionsOfOtherInstancesBetweenTables() {
        WasmBuilder owner = WasmBuilder.module();
        int source = owner.table(2, OptionalLong.empty());
        int state = owner.global('i', true, code().i32(40));
        owner.elements(source, code().i32(1), owner.function(":i", code().globalGet(state)));
        owner.export("t", CoreExternKind.TABLE, source);
        CoreInstance provider = instantiate(owner);

        WasmBuilder user = WasmBuilder.module();
        int theirs = user.importTable("", "t", 2, OptionalLong.empty());
        int mine = user.table(3, OptionalLong.empty());
        int type = user.type(":i");
        user.exported("copy", ":", code().i32(0).i32(1).i32(1).tableCopy(mine, theirs));
        user.exported("move", ":", code().i32(1).i32(1).tableGet(theirs).tableSet(mine));
        user.exported("grow", ":i", code().i32(0).tableGet(mine).i32(1).tableGrow(mine));
        user.exported("call", "i:i", code().get(0).callIndirect(type, mine));
        user.exported("clear", "i:", code().get(0).refNullFunc().tableSet(mine));
        CoreInstance instance = instantiate(user, provider.export(0));
        function(instance, 0).call();
        function(instance, 1).call();
        assertThat(function(instance, 2).call()).containsExactly(3);
        assertThat(function(instance, 3).call(0)).containsExactly(40);
        assertThat(function(instance, 3).call(1)).containsExactly(40);
        assertThat(function(instance, 3).call(3)).containsExactly(40);
        function(instance, 4).call(1);
        assertTrap(TrapKind.UNINITIALIZED_ELEMENT, () -> function(instance, 3).call(1));
    }

    @Test
    default void fillsTablesFromPassiveSegmentsUntilTheyAreDropped() {
        WasmBuilder module = WasmBuilder.module();
        int table = module.table(2, OptionalLong.empty());
        int seven = module.function(":i", code().i32(7));
        module.passiveElements(seven);
        module.exported("init", ":", code().i32(1).i32(0).i32(1).tableInit(0, table));
        module.exported("drop", ":", code().elemDrop(0));
        module.exported("call", ":i", code().i32(1).callIndirect(module.type(":i"), table));
        CoreInstance instance = instantiate(module);
        function(instance, 0).call();
        assertThat(function(instance, 2).call()).containsExactly(7);
        function(instance, 1).call();
        assertTrap(TrapKind.TABLE_OUT_OF_BOUNDS, () -> function(instance, 0).call());
    }

    @Test
    default void putsElementsAtComputedPlacesOfATableThatGrew() {
        WasmBuilder owner = WasmBuilder.module();
        int table = owner.table(1, OptionalLong.empty());
        owner.export("t", CoreExternKind.TABLE, table);
        owner.export("base", CoreExternKind.GLOBAL, owner.global('i', false, code().i32(2)));
        owner.exported("grow", "i:i", code().refNullFunc().get(0).tableGrow(table));
        owner.exported("call", "i:i", code().get(0).callIndirect(owner.type(":i"), table));
        CoreInstance instance = instantiate(owner);
        function(instance, 2).call(4);
        WasmBuilder user = WasmBuilder.module();
        user.importTable("", "t", 1, OptionalLong.empty());
        int base = user.importGlobal("", "base", 'i', false);
        int three = user.function(":i", code().i32(3));
        user.elements(0, code().globalGet(base).i32(2).op(WasmCode.I32_ADD), three);
        instantiate(user, instance.export(0), instance.export(1));
        assertThat(function(instance, 3).call(4)).containsExactly(3);
    }

    @Test
    default void tellsTheSizeOfATable() {
        WasmBuilder module = WasmBuilder.module();
        int table = module.table(1, OptionalLong.of(9));
        module.export("t", CoreExternKind.TABLE, table);
        module.exported("grow", "i:i", code().refNullFunc().get(0).tableGrow(table));
        CoreInstance instance = instantiate(module);
        CoreTable exported = (CoreTable) instance.export(0);
        assertThat(function(instance, 1).call(4)).containsExactly(1);
        assertThat(exported.size()).isEqualTo(5);
        assertThat(function(instance, 1).call(5)).containsExactly(0xffff_ffffL);
        assertThat(((CoreExternType.Table) exported.type()).limits().max()).hasValue(9);
    }
}
