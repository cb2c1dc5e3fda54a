package org.latticehost.endive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.latticehost.component.spi.contract.WasmCode.code;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreEngineFactory;
import org.latticehost.component.spi.CoreEngineOptions;
import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreHostFunction;
import org.latticehost.component.spi.CoreModuleSource;
import org.latticehost.component.spi.CoreModuleType;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;
import org.latticehost.component.spi.contract.WasmBuilder;
import org.latticehost.component.spi.contract.WasmCode;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;

/** What this engine refuses, and how it guards its stores. */
@Timeout(60)
class EndiveFeaturesTest {
    private static final long MAX_MEMORY = 8L << 20;

    private CoreEngine engine;
    private CoreStore store;

    @BeforeEach
    void open() {
        engine = new EndiveEngineFactory().create(new CoreEngineOptions(Optional.empty(), MAX_MEMORY));
        store = engine.newStore(CoreStoreLimits.defaults());
    }

    @AfterEach
    void close() {
        store.close();
        engine.close();
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
        module.memory(1, OptionalLong.empty());
        module.table(1, OptionalLong.empty());
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
        assertRefused("SIMD", function(code().op(0xfd, 0x0c).op(new int[16]).op(WasmCode.DROP)));
        assertRefused("SIMD", section(1, 1, 0x60, 1, 0x7b, 0));
        assertRefused("memory64", section(5, 1, 4, 1));
        assertRefused("threads", section(5, 1, 3, 1, 1));
        assertRefused("threads", function(code().i32(0).op(0xfe, 0x10, 2, 0).op(WasmCode.DROP)));
        assertRefused("garbage-collected types", section(1, 1, 0x5f, 0));
        assertRefused("tail calls", function(code().op(0x12, 0)));
        assertRefused("references", section(1, 1, 0x60, 1, 0x63, 0x70, 0));
    }

    @Test
    void keepsReferencesInsideTheirInstance() {
        byte[] importing = section(1, 1, 0x60, 1, 0x70, 0);
        byte[] imports = {2, 5, 1, 0, 0, 0, 0};
        byte[] module = Arrays.copyOf(importing, importing.length + imports.length);
        System.arraycopy(imports, 0, module, importing.length, imports.length);
        assertRefused("FUNCREF", module);
    }

    @Test
    void refusesModulesWhoseMemoryExceedsTheEngine() {
        WasmBuilder module = WasmBuilder.module();
        module.memory(MAX_MEMORY / 65_536 + 1, OptionalLong.empty());
        assertThatThrownBy(() -> engine.compile(module.source()))
                .isInstanceOf(ComponentLoadException.class)
                .hasMessageContaining(Long.toString(MAX_MEMORY));
    }

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(CoreEngineFactory.class)).anySatisfy(factory -> {
            assertThat(factory).isInstanceOf(EndiveEngineFactory.class);
            assertThat(factory.name()).isEqualTo("endive");
        });
        assertThat(engine.version()).isEqualTo("1.0.0");
    }

    private CoreFunction calling(CoreHostFunction body) {
        WasmBuilder module = WasmBuilder.module();
        int imported = module.importFunction("", "", ":");
        module.exported("run", ":", code().call(imported));
        CoreExtern host = store.hostFunction(WasmBuilder.sig(":"), body);
        return (CoreFunction) store.instantiate(engine.compile(module.source()), new CoreExtern[] {host})
                .export(0);
    }

    @Test
    void refusesToCloseAStoreThatRuns() {
        calling(args -> {
                    assertMisuse(store::close);
                    assertMisuse(store::snapshot);
                    return args;
                })
                .call();
        store.close();
        assertMisuse(store::snapshot);
    }

    @Test
    void refusesASecondThreadWhileOneRuns() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CoreFunction run = calling(args -> {
            entered.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return args;
        });
        Thread first = new Thread(run::call);
        first.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        first.start();
        entered.await();
        assertMisuse(run::call);
        assertMisuse(store::close);
        leave.countDown();
        first.join();
        assertThat(failure.get()).isNull();
    }

    private static void assertMisuse(ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void leavesInterruptsOfOthersAlone() {
        WasmBuilder module = WasmBuilder.module();
        module.exported("spin", ":", code().loop().br(0).end());
        CoreFunction spin = (CoreFunction) store.instantiate(engine.compile(module.source()), new CoreExtern[0])
                .export(0);
        Thread.currentThread().interrupt();
        CoreTrapException trap = catchThrowableOfType(CoreTrapException.class, spin::call);
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        assertThat(trap.kind()).isEqualTo(TrapKind.INTERRUPTED);
    }

    @Test
    void refusesTheWrongNumberOfArguments() {
        CoreFunction run = calling(args -> args);
        assertThatThrownBy(() -> run.call(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void backtracesNameFunctionsInnermostFirst() {
        WasmBuilder module = WasmBuilder.module();
        int inner = module.function(":", code().op(WasmCode.UNREACHABLE));
        module.functionName(inner, "inner-most");
        module.exported("outer", ":", code().call(inner));
        CoreFunction outer = (CoreFunction) store.instantiate(engine.compile(module.source()), new CoreExtern[0])
                .export(0);
        CoreTrapException trap = catchThrowableOfType(CoreTrapException.class, outer::call);
        assertThat(trap.backtrace()).containsExactly("inner-most", "function 1");
    }
}
