package org.latticehost.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.latticehost.component.spi.contract.WasmCode.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreEngineFactory;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreGlobal;
import org.latticehost.component.spi.CoreInstance;
import org.latticehost.component.spi.CoreModuleSource;
import org.latticehost.component.spi.CoreModuleType;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.component.spi.CoreTable;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;
import org.latticehost.component.spi.contract.WasmBuilder;
import org.latticehost.component.spi.contract.WasmCode;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;

/** What would abort the JVM if it got through to the binding, and what this engine refuses. */
class WasmtimeGuardsTest extends EngineCase {
    private static final int HOST_CALLS = 1_000;

    @Override
    CoreEngine make() {
        return new WasmtimeEngine(OPTIONS, HOST_CALLS);
    }

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(CoreEngineFactory.class)).anySatisfy(factory -> {
            assertThat(factory).isInstanceOf(WasmtimeEngineFactory.class);
            assertThat(factory.name()).isEqualTo("wasmtime");
        });
        assertThat(engine.version()).isEqualTo("7.0.1");
    }

    private CoreFunction looping() {
        WasmBuilder module = WasmBuilder.module();
        int host = module.importFunction("", "", "i:i");
        module.exported(
                "run",
                "i:",
                code().loop()
                        .get(0)
                        .i32(1)
                        .op(WasmCode.I32_SUB)
                        .op(0x22, 0)
                        .call(host)
                        .brIf(0)
                        .end());
        return (CoreFunction) instantiate(store, module, store.hostFunction(WasmBuilder.sig("i:i"), args -> args))
                .export(0);
    }

    @Test
    void limitsTheHostCallsOfOneEntryButNotOfAStore() {
        CoreFunction run = looping();
        for (int i = 0; i < 3; i++) {
            assertThat(run.call(HOST_CALLS)).isEmpty();
        }
        CoreTrapException trap = catchThrowableOfType(CoreTrapException.class, () -> run.call(HOST_CALLS + 1));
        assertThat(trap.kind()).isEqualTo(TrapKind.LIMIT);
        assertThat(trap).hasMessageContaining("host calls");
    }

    @Test
    void refusesToCloseOrSaveAStoreThatRuns() {
        calling(store, args -> {
                    assertThatThrownBy(store::close).isInstanceOf(IllegalStateException.class);
                    assertThatThrownBy(store::snapshot).isInstanceOf(IllegalStateException.class);
                    return args;
                })
                .call(1);
    }

    @Test
    void refusesASecondThreadWhileOneRuns() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        WasmBuilder state = WasmBuilder.module();
        state.export("g", CoreExternKind.GLOBAL, state.global('i', true, code().i32(1)));
        CoreGlobal global = (CoreGlobal) instantiate(store, state).export(0);
        CoreFunction run = calling(store, args -> {
            entered.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return args;
        });
        Thread first = new Thread(() -> run.call(1));
        first.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        first.start();
        entered.await();
        assertThatThrownBy(() -> run.call(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(global::get).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(store::close).isInstanceOf(IllegalStateException.class);
        leave.countDown();
        first.join();
        assertThat(failure.get()).isNull();
    }

    @Test
    void anInterruptOfTheCallerReachesTheHostFunctionAndStaysSet() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CoreFunction run = calling(store, args -> {
            entered.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                return new long[] {7};
            }
            return args;
        });
        AtomicReference<Object> seen = new AtomicReference<>();
        Thread caller = new Thread(
                () -> seen.set(List.of(run.call(1)[0], Thread.currentThread().isInterrupted())));
        caller.start();
        entered.await();
        caller.interrupt();
        caller.join();
        assertThat(seen.get()).isEqualTo(List.of(7L, true));
    }

    @Test
    void refusesEverythingOfAClosedStore() {
        WasmBuilder module = WasmBuilder.module();
        module.export("t", CoreExternKind.TABLE, module.table(1, OptionalLong.empty()));
        module.export("g", CoreExternKind.GLOBAL, module.global('I', true, code().i64(1)));
        CoreInstance instance = instantiate(store, module);
        CoreTable table = (CoreTable) instance.export(0);
        CoreGlobal global = (CoreGlobal) instance.export(1);
        store.close();
        assertThatThrownBy(table::size).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(global::get).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> global.set(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.hostFunction(WasmBuilder.sig(":"), a -> a))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesModulesAndStoresAfterTheirClose() {
        WasmBuilder module = WasmBuilder.module();
        var compiled = engine.compile(module.source());
        compiled.close();
        assertThatThrownBy(() -> store.instantiate(compiled, new org.latticehost.component.spi.CoreExtern[0]))
                .isInstanceOf(IllegalStateException.class);
        CoreEngine other = new WasmtimeEngine(OPTIONS);
        other.close();
        other.close();
        assertThatThrownBy(() -> other.compile(module.source())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> other.newStore(CoreStoreLimits.defaults())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void instantiatesOneModuleSeveralTimesInAStore() {
        WasmBuilder module = WasmBuilder.module();
        int global = module.global('i', true, code().i32(0));
        module.exported(
                "next",
                ":i",
                code().globalGet(global)
                        .i32(1)
                        .op(WasmCode.I32_ADD)
                        .globalSet(global)
                        .globalGet(global));
        var compiled = engine.compile(module.source());
        CoreFunction[] next = new CoreFunction[3];
        for (int i = 0; i < 3; i++) {
            next[i] = (CoreFunction) store.instantiate(compiled, new org.latticehost.component.spi.CoreExtern[0])
                    .export(0);
        }
        assertThat(next[0].call()).containsExactly(1);
        assertThat(next[0].call()).containsExactly(2);
        assertThat(next[2].call()).containsExactly(1);
    }

    @Test
    void runsSimd() {
        WasmBuilder module = WasmBuilder.module();
        // Splat, add to itself, take lane 3.
        module.exported(
                "run",
                "i:i",
                code().get(0)
                        .op(0xfd, 0x11)
                        .get(0)
                        .op(0xfd, 0x11)
                        .op(0xfd, 0xae, 0x01)
                        .op(0xfd, 0x1b, 3));
        assertThat(((CoreFunction) instantiate(store, module).export(0)).call(21))
                .containsExactly(42);
    }

    @Test
    void keepsTheBitsOfNaNs() {
        WasmBuilder module = WasmBuilder.module();
        int host = module.importFunction("", "", "fF:f");
        module.exported("run", "fF:f", code().get(0).get(1).call(host));
        CoreFunction run =
                (CoreFunction) instantiate(store, module, store.hostFunction(WasmBuilder.sig("fF:f"), args -> {
                            assertThat(args[1]).isEqualTo(0x7ff0_0000_0000_0001L);
                            return new long[] {args[0]};
                        }))
                        .export(0);
        assertThat(run.call(0x7f80_0001, 0x7ff0_0000_0000_0001L)).containsExactly(0x7f80_0001);
    }

    private void assertRefused(String feature, byte[] module) {
        CoreModuleSource source =
                new CoreModuleSource(module, new CoreModuleType(List.of(), List.of()), WasmBuilder.sha256(module));
        ComponentLoadException refusal =
                catchThrowableOfType(ComponentLoadException.class, () -> engine.compile(source));
        assertThat(refusal).hasMessageContaining(feature);
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_FEATURE);
    }

    private static byte[] function(WasmCode body) {
        WasmBuilder module = WasmBuilder.module();
        module.exported("f", ":", body);
        return module.bytes();
    }

    private static byte[] section(int id, int... body) {
        byte[] bytes = new byte[10 + body.length];
        System.arraycopy(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, (byte) id, (byte) body.length}, 0, bytes, 0, 10);
        for (int i = 0; i < body.length; i++) {
            bytes[10 + i] = (byte) body[i];
        }
        return bytes;
    }

    @Test
    void namesTheFeatureItLacks() {
        assertRefused("memory64", section(5, 1, 4, 1));
        assertRefused("threads", section(5, 1, 3, 1, 1));
        assertRefused("threads", function(code().i32(0).op(0xfe, 0x10, 2, 0).op(WasmCode.DROP)));
        assertRefused("more than one memory", section(5, 2, 0, 1, 0, 1));
        assertRefused("garbage-collected types", section(1, 1, 0x5f, 0));
        assertRefused("tail calls", function(code().op(0x12, 0)));
        assertRefused("references", section(1, 1, 0x60, 1, 0x63, 0x70, 0));
        assertRefused("exception handling", function(code().op(0x06, 0x40).end()));
        assertRefused("relaxed SIMD", function(code().op(0xfd, 0x80, 0x02)));
    }

    @Test
    void leavesOneNativeLibraryInItsFolderAndMendsIt(@TempDir Path folder) throws IOException {
        Path library = NativeLibrary.unpack(folder);
        long size = Files.size(library);
        assertThat(size).isGreaterThan(1 << 20);
        Files.write(library, new byte[] {1, 2, 3});

        assertThat(NativeLibrary.unpack(folder)).isEqualTo(library);

        assertThat(library).hasSize(size);
        try (Stream<Path> files = Files.list(library.getParent())) {
            assertThat(files).containsExactly(library);
        }
    }

    @Test
    void aSnapshotIsRefusedOnceTablesMayHaveChanged() {
        WasmBuilder module = WasmBuilder.module();
        int table = module.table(1, OptionalLong.empty());
        module.exported("clear", "i:", code().get(0).refNullFunc().tableSet(table));
        CoreFunction clear = (CoreFunction) instantiate(store, module).export(0);
        store.restore(store.snapshot());
        clear.call(0);
        assertThatThrownBy(store::snapshot)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("tables");
    }
}
