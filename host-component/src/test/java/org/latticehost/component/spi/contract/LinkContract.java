package org.latticehost.component.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticehost.component.spi.contract.EngineFixture.function;
import static org.latticehost.component.spi.contract.EngineFixture.global;
import static org.latticehost.component.spi.contract.EngineFixture.memory;
import static org.latticehost.component.spi.contract.WasmCode.code;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreGlobal;
import org.latticehost.component.spi.CoreInstance;
import org.latticehost.component.spi.CoreMemory;
import org.latticehost.component.spi.CoreModule;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;

/** Imports and exports. */
interface LinkContract extends EngineFixture {

    @Test
    default void linksByPositionWhateverTheNames() {
        WasmBuilder module = WasmBuilder.module();
        int first = module.importFunction("", "", ":i");
        int second = module.importFunction("", "", ":i");
        int third = module.importFunction("a.b", "c", ":i");
        module.exported(
                "run",
                ":i",
                code().call(first)
                        .i32(100)
                        .op(WasmCode.I32_MUL)
                        .call(second)
                        .i32(10)
                        .op(WasmCode.I32_MUL)
                        .op(WasmCode.I32_ADD)
                        .call(third)
                        .op(WasmCode.I32_ADD));
        CoreInstance instance = instantiate(
                module, host(":i", args -> new long[] {1}), host(":i", args -> new long[] {2}), host(":i", args ->
                        new long[] {3}));
        assertThat(function(instance, 0).call()).containsExactly(123);
    }

    @Test
    default void linksFunctionsOfOtherInstances() {
        WasmBuilder inner = WasmBuilder.module();
        int counter = inner.global('i', true, code().i32(0));
        inner.exported(
                "next",
                ":i",
                code().globalGet(counter)
                        .i32(1)
                        .op(WasmCode.I32_ADD)
                        .globalSet(counter)
                        .globalGet(counter));
        CoreInstance one = instantiate(inner);
        CoreInstance two = instantiate(inner);
        WasmBuilder outer = WasmBuilder.module();
        int a = outer.importFunction("x", "y", ":i");
        int b = outer.importFunction("x", "y", ":i");
        outer.exported(
                "run",
                ":i",
                code().call(a)
                        .op(WasmCode.DROP)
                        .call(a)
                        .i32(10)
                        .op(WasmCode.I32_MUL)
                        .call(b)
                        .op(WasmCode.I32_ADD));
        assertThat(function(instantiate(outer, one.export(0), two.export(0)), 0).call())
                .containsExactly(21);
    }

    @Test
    default void keepsTheIdentityOfReexportedThings() {
        WasmBuilder inner = WasmBuilder.module();
        inner.exported("f", ":i", code().i32(1));
        inner.export("m", CoreExternKind.MEMORY, inner.memory(1, OptionalLong.empty()));
        inner.export("g", CoreExternKind.GLOBAL, inner.global('i', true, code().i32(1)));
        inner.export("t", CoreExternKind.TABLE, inner.table(3, OptionalLong.empty()));
        CoreInstance source = instantiate(inner);
        CoreFunction host = host(":i", args -> new long[] {9});

        WasmBuilder outer = WasmBuilder.module();
        outer.importFunction("", "f", ":i");
        outer.importFunction("", "h", ":i");
        outer.importMemory("", "m", 1, OptionalLong.empty());
        outer.importGlobal("", "g", 'i', true);
        outer.importTable("", "t", 1, OptionalLong.empty());
        outer.export("f", CoreExternKind.FUNC, 0);
        outer.export("h", CoreExternKind.FUNC, 1);
        outer.export("m", CoreExternKind.MEMORY, 0);
        outer.export("g", CoreExternKind.GLOBAL, 0);
        outer.export("t", CoreExternKind.TABLE, 0);
        CoreInstance again =
                instantiate(outer, source.export(0), host, source.export(1), source.export(2), source.export(3));
        assertThat(again.export(0)).isSameAs(source.export(0));
        assertThat(again.export(1)).isSameAs(host);
        assertThat(again.export(2)).isSameAs(source.export(1));
        assertThat(again.export(3)).isSameAs(source.export(2));
        assertThat(again.export(4)).isSameAs(source.export(3));
    }

    @Test
    default void sharesMutableGlobals() {
        WasmBuilder inner = WasmBuilder.module();
        inner.export("g", CoreExternKind.GLOBAL, inner.global('I', true, code().i64(5)));
        CoreInstance source = instantiate(inner);
        WasmBuilder outer = WasmBuilder.module();
        int imported = outer.importGlobal("", "g", 'I', true);
        outer.exported(
                "bump",
                ":",
                code().globalGet(imported).i64(1).op(WasmCode.I64_ADD).globalSet(imported));
        CoreGlobal shared = global(source, 0);
        CoreInstance user = instantiate(outer, shared);
        function(user, 0).call();
        assertThat(shared.get()).isEqualTo(6);
        shared.set(-10);
        function(user, 0).call();
        assertThat(shared.get()).isEqualTo(-9);
    }

    @Test
    default void refusesToSetAnImmutableGlobal() {
        WasmBuilder module = WasmBuilder.module();
        module.export("g", CoreExternKind.GLOBAL, module.global('i', false, code().i32(-5)));
        CoreGlobal constant = global(instantiate(module), 0);
        assertThatThrownBy(() -> constant.set(1)).isInstanceOf(RuntimeException.class);
        assertThat(constant.get()).isEqualTo(0xffff_fffbL);
    }

    @Test
    default void sharesMemoriesThatGrow() {
        WasmBuilder inner = WasmBuilder.module();
        inner.export("m", CoreExternKind.MEMORY, inner.memory(1, OptionalLong.empty()));
        inner.exported("grow", "i:i", code().get(0).memoryGrow());
        CoreInstance source = instantiate(inner);
        CoreMemory shared = memory(source, 0);
        WasmBuilder outer = WasmBuilder.module();
        outer.importMemory("", "m", 1, OptionalLong.empty());
        outer.exported("store", "ii:", code().get(0).get(1).i32Store(0));
        CoreInstance user = instantiate(outer, shared);
        assertThat(function(source, 1).call(2)).containsExactly(1);
        function(user, 0).call(0x2_fffc, 77);
        assertThat(shared.getInt(0x2_fffc)).isEqualTo(77);
        assertThat(shared.byteSize()).isEqualTo(3 << 16);
    }

    @Test
    default void writesDataSegmentsAtComputedPlaces() {
        WasmBuilder inner = WasmBuilder.module();
        inner.export("base", CoreExternKind.GLOBAL, inner.global('i', false, code().i32(1000)));
        inner.export("m", CoreExternKind.MEMORY, inner.memory(1, OptionalLong.empty()));
        CoreInstance source = instantiate(inner);
        WasmBuilder outer = WasmBuilder.module();
        int base = outer.importGlobal("", "base", 'i', false);
        outer.importMemory("", "m", 1, OptionalLong.empty());
        outer.data(0, code().globalGet(base), new byte[] {1, 2});
        // Extended constant expressions, as in position independent modules.
        outer.data(0, code().globalGet(base).i32(16).op(WasmCode.I32_ADD), new byte[] {3});
        outer.data(0, code().globalGet(base).i32(1).op(WasmCode.I32_ADD), new byte[] {4});
        outer.export(
                "derived",
                CoreExternKind.GLOBAL,
                outer.global('i', false, code().globalGet(base).i32(3).op(WasmCode.I32_MUL)));
        CoreInstance instance = instantiate(outer, source.export(0), source.export(1));
        CoreMemory memory = memory(source, 1);
        assertThat(memory.getByte(1000)).isEqualTo((byte) 1);
        assertThat(memory.getByte(1001)).isEqualTo((byte) 4);
        assertThat(memory.getByte(1016)).isEqualTo((byte) 3);
        assertThat(global(instance, 0).get()).isEqualTo(3000);
    }

    @Test
    default void exportsComputedConstants() {
        WasmBuilder base = WasmBuilder.module();
        base.export("narrow", CoreExternKind.GLOBAL, base.global('i', false, code().i32(-5)));
        base.export("wide", CoreExternKind.GLOBAL, base.global('I', false, code().i64(1L << 40)));
        CoreInstance source = instantiate(base);
        WasmBuilder middle = WasmBuilder.module();
        int narrow = middle.importGlobal("", "narrow", 'i', false);
        int wide = middle.importGlobal("", "wide", 'I', false);
        middle.export(
                "n",
                CoreExternKind.GLOBAL,
                middle.global('i', false, code().globalGet(narrow).i32(1000).op(WasmCode.I32_MUL)));
        middle.export(
                "w",
                CoreExternKind.GLOBAL,
                middle.global('I', false, code().globalGet(wide).i64(-1).op(WasmCode.I64_ADD)));
        middle.export(
                "v",
                CoreExternKind.GLOBAL,
                middle.global('I', true, code().globalGet(wide).i64(1).op(WasmCode.I64_ADD)));
        CoreInstance computed = instantiate(middle, source.export(0), source.export(1));
        WasmBuilder user = WasmBuilder.module();
        user.importFunction("", "f", ":");
        int constant = user.importGlobal("", "narrow", 'i', false);
        int importedNarrow = user.importGlobal("", "n", 'i', false);
        int importedWide = user.importGlobal("", "w", 'I', false);
        int variable = user.importGlobal("", "v", 'I', true);
        int again =
                user.global('i', false, code().globalGet(importedNarrow).i32(7).op(WasmCode.I32_SUB));
        user.exported("constant", ":i", code().globalGet(constant));
        user.exported("narrow", ":i", code().globalGet(importedNarrow));
        user.exported("wide", ":I", code().globalGet(importedWide));
        user.exported("variable", "I:I", code().get(0).globalSet(variable).globalGet(variable));
        user.exported("again", ":i", code().globalGet(again));
        CoreInstance instance = instantiate(
                user,
                host(":", args -> args),
                source.export(0),
                computed.export(0),
                computed.export(1),
                computed.export(2));
        assertThat(function(instance, 0).call()).containsExactly(-5 & 0xffff_ffffL);
        assertThat(function(instance, 1).call()).containsExactly(-5000 & 0xffff_ffffL);
        assertThat(function(instance, 2).call()).containsExactly((1L << 40) - 1);
        assertThat(function(instance, 3).call(9)).containsExactly(9);
        assertThat(global(computed, 2).get()).isEqualTo(9);
        assertThat(function(instance, 4).call()).containsExactly(-5007 & 0xffff_ffffL);
    }

    @Test
    default void startsMemoriesWithTheirData() {
        WasmBuilder module = WasmBuilder.module();
        int memory = module.memory(2, OptionalLong.of(4));
        module.data(memory, code().i32(65_535), new byte[] {9, 8});
        module.data(memory, code().i32(65_536), new byte[] {7});
        module.export("m", CoreExternKind.MEMORY, memory);
        CoreModule compiled = engine().compile(module.source());
        CoreMemory first = memory(store().instantiate(compiled, new CoreExtern[0]), 0);
        assertThat(first.getByte(65_535)).isEqualTo((byte) 9);
        assertThat(first.getByte(65_536)).isEqualTo((byte) 7);
        first.putByte(65_536, (byte) 55);
        CoreMemory second = memory(store().instantiate(compiled, new CoreExtern[0]), 0);
        assertThat(second.getByte(65_536)).isEqualTo((byte) 7);
        assertThat(second.getByte(0)).isZero();
    }

    @Test
    default void keepsStoresApart() {
        WasmBuilder module = WasmBuilder.module();
        module.export("g", CoreExternKind.GLOBAL, module.global('i', true, code().i32(0)));
        CoreModule compiled = engine().compile(module.source());
        try (CoreStore other = engine().newStore(CoreStoreLimits.defaults())) {
            CoreGlobal mine = global(store().instantiate(compiled, new CoreExtern[0]), 0);
            CoreGlobal theirs = global(other.instantiate(compiled, new CoreExtern[0]), 0);
            mine.set(1);
            theirs.set(2);
            assertThat(mine.get()).isEqualTo(1);
        }
    }

    @Test
    default void refusesThingsOfAnotherStore() {
        WasmBuilder module = WasmBuilder.module();
        module.importFunction("", "f", ":");
        try (CoreStore other = engine().newStore(CoreStoreLimits.defaults())) {
            CoreFunction foreign = other.hostFunction(WasmBuilder.sig(":"), args -> args);
            assertThatThrownBy(() -> instantiate(module, foreign)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
