package org.latticehost.core.host;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.InvocationTimeoutException;
import org.latticehost.host.spi.CompiledComponent;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.ConfigValues;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.spi.GuestOutput;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.InvocationContext;
import org.latticehost.host.spi.LinkOptions;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.host.spi.RuntimeSettings;
import org.latticehost.host.spi.WasmRuntime;
import org.latticehost.host.spi.WasmRuntimeFactory;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.InterfaceName;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitKind;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitWorld;
import org.latticehost.host.wit.text.WitPackage;

/**
 * Runs "components" that are texts beginning with {@code fake}. Each exports {@code test:app/api@0.1.0} and imports
 * {@code test:app/dep@0.1.0}, both with functions from a text to a text:
 *
 * <ul>
 *   <li>{@code echo} gives back its argument, the component's text before it
 *   <li>{@code config} gives the value of a configuration key
 *   <li>{@code block} waits until it is interrupted or {@link #unblock} is called
 *   <li>{@code print} writes to standard output
 *   <li>{@code count} counts the calls of this instance
 *   <li>{@code ask} passes its argument to {@code dep.echo}
 *   <li>{@code choose} takes the link of that name for {@code dep}, gives what went wrong, or calls {@code dep.echo}
 *   <li>{@code await} calls {@code dep.block}
 *   <li>{@code relay} passes its argument to {@code dep.relay}
 *   <li>{@code reveal} reveals the secret of that name, or gives the error
 *   <li>{@code fetch} opens the bucket of that name by {@code wasi:keyvalue/store} and gets its key {@code k}
 * </ul>
 */
final class FakeRuntime implements WasmRuntimeFactory {
    static final String API = "test:app/api@0.1.0";
    static final String DEP = "test:app/dep@0.1.0";
    static final FunctionType TEXT = new FunctionType(
            List.of(new WitType.Field("text", new WitType.Primitive(WitKind.STRING))),
            Optional.of(new WitType.Primitive(WitKind.STRING)));

    static final WitInterface STORE = WitPackage.parse("""
            package wasi:keyvalue@0.2.0-draft;
            interface store {
              variant error { no-such-store, access-denied, other(string) }
              record key-response { keys: list<string>, cursor: option<u64> }
              open: func(identifier: string) -> result<bucket, error>;
              resource bucket {
                get: func(key: string) -> result<option<list<u8>>, error>;
                list-keys: func(cursor: option<u64>) -> result<key-response, error>;
              }
            }
            """).get("store");

    final AtomicInteger instantiated = new AtomicInteger();
    final AtomicInteger alive = new AtomicInteger();
    final AtomicInteger blocked = new AtomicInteger();
    final CountDownLatch unblocked = new CountDownLatch(1);
    final List<String> closed = new CopyOnWriteArrayList<>();

    static byte[] component(String text) {
        return ("fake " + text).getBytes(StandardCharsets.UTF_8);
    }

    void unblock() {
        unblocked.countDown();
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public WasmRuntime create(RuntimeSettings settings) {
        return new WasmRuntime() {
            @Override
            public Set<String> engines() {
                return Set.of("fake");
            }

            @Override
            public CompiledComponent compile(byte[] wasm, Optional<String> engine) {
                String text = new String(wasm, StandardCharsets.UTF_8);
                if (!text.startsWith("fake ")) {
                    throw new ComponentLoadException("not a WebAssembly component", 0);
                }
                return new Compiled(text.substring(5));
            }

            @Override
            public void close() {
                closed.add("runtime");
            }
        };
    }

    private static WitInterface type(String name) {
        Map<String, FunctionType> functions = new LinkedHashMap<>();
        for (String function : List.of(
                "echo", "config", "block", "print", "count", "ask", "relay", "await", "choose", "fetch", "reveal")) {
            functions.put(function, TEXT);
        }
        return new WitInterface(InterfaceName.of(name), functions, Map.of(), Map.of());
    }

    private final class Compiled implements CompiledComponent {
        private final String text;

        Compiled(String text) {
            this.text = text;
        }

        @Override
        public WitWorld world() {
            return new WitWorld(List.of(type(DEP)), Map.of(), List.of(type(API), type(DEP)), Map.of());
        }

        @Override
        public String engine() {
            return "fake";
        }

        @Override
        public String digest() {
            return Integer.toHexString(text.hashCode());
        }

        @Override
        public LinkedComponent link(LinkOptions options) {
            return new Linked(
                    this,
                    options.fallback().resolve(type(DEP)).orElseThrow(),
                    options.fallback().resolve(STORE).orElseThrow(),
                    options.interfaces(),
                    options.resettable());
        }

        @Override
        public void close() {
            closed.add("code " + text);
        }
    }

    private final class Linked implements LinkedComponent {
        private final Compiled compiled;
        private final HostInterface dep;
        private final HostInterface store;
        private final List<HostInterface> offered;
        private final boolean resettable;

        Linked(
                Compiled compiled,
                HostInterface dep,
                HostInterface store,
                List<HostInterface> offered,
                boolean resettable) {
            this.resettable = resettable;
            this.compiled = compiled;
            this.dep = dep;
            this.store = store;
            this.offered = offered;
        }

        HostInterface offered(String name) {
            return offered.stream()
                    .filter(i -> i.name().toString().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public CompiledComponent compiled() {
            return compiled;
        }

        @Override
        public Optional<ExportedFunction> export(String interfaceName, String function) {
            return (interfaceName.equals(API) || interfaceName.equals(DEP))
                            && type(API).functions().containsKey(function)
                    ? Optional.of(new Export(interfaceName, function))
                    : Optional.empty();
        }

        @Override
        public ComponentInstance instantiate(InvocationContext invocation) {
            instantiated.incrementAndGet();
            alive.incrementAndGet();
            return new Instance(this);
        }

        @Override
        public void close() {}
    }

    private record Export(String interfaceName, String function) implements ExportedFunction {
        @Override
        public String name() {
            return interfaceName + "#" + function;
        }

        @Override
        public FunctionType type() {
            return TEXT;
        }
    }

    private final class Instance implements ComponentInstance {
        private final Linked linked;
        private int calls;
        private volatile @Nullable Thread running;
        private volatile @Nullable RuntimeException reason;

        Instance(Linked linked) {
            this.linked = linked;
        }

        @Override
        public @Nullable Object call(InvocationContext invocation, ExportedFunction function, Object... args) {
            running = Thread.currentThread();
            calls++;
            String text = (String) args[0];
            try {
                return switch (((Export) function).function) {
                    case "echo" -> linked.compiled.text + " says " + text;
                    case "config" ->
                        invocation
                                .service(ConfigValues.class)
                                .orElseThrow()
                                .snapshot()
                                .get(text);
                    case "print" -> {
                        invocation
                                .service(GuestOutput.class)
                                .orElseThrow()
                                .stdout((text + "\n").getBytes(StandardCharsets.UTF_8));
                        yield "";
                    }
                    case "count" -> Integer.toString(calls);
                    case "block" -> {
                        blocked.incrementAndGet();
                        unblocked.await();
                        yield "unblocked";
                    }
                    case "ask" -> linked.dep.function("echo").call(new Call(invocation), new Object[] {text});
                    case "reveal" -> reveal(new Call(invocation), text);
                    case "fetch" -> fetch(new Call(invocation), text);
                    case "choose" -> choose(new Call(invocation), text);
                    case "await" -> linked.dep.function("block").call(new Call(invocation), new Object[] {text});
                    case "relay" -> linked.dep.function("relay").call(new Call(invocation), new Object[] {text});
                    default -> throw new AssertionError(function.name());
                };
            } catch (InterruptedException e) {
                RuntimeException why = reason;
                throw why != null ? why : new InvocationTimeoutException("interrupted");
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            } finally {
                running = null;
            }
        }

        private Object reveal(Call call, String name) throws Exception {
            WitResult got = (WitResult) linked.offered("wasmcloud:secrets/store@0.1.0-draft")
                    .function("get")
                    .call(call, new Object[] {name});
            return got.isOk()
                    ? linked.offered("wasmcloud:secrets/reveal@0.1.0-draft")
                            .function("reveal")
                            .call(call, new Object[] {got.payload()})
                            .toString()
                    : got.payload().toString();
        }

        private Object fetch(Call call, String name) throws Exception {
            WitResult opened = (WitResult) linked.store.function("open").call(call, new Object[] {name});
            WitResult got = (WitResult)
                    linked.store.function("[method]bucket.get").call(call, new Object[] {opened.payload(), "k"});
            return got.isOk()
                    ? new String((byte[]) ((Optional<?>) got.payload()).orElseThrow(), StandardCharsets.UTF_8)
                    : got.payload().toString();
        }

        private Object choose(Call call, String name) throws Exception {
            HostInterface bus = linked.offered("wasmcloud:bus/lattice@2.0.1");
            Object dep =
                    bus.function("[constructor]call-target-interface").call(call, new Object[] {"test", "app", "dep"});
            WitResult chosen = (WitResult) bus.function("set-link-name").call(call, new Object[] {name, List.of(dep)});
            return chosen.isOk() ? linked.dep.function("echo").call(call, new Object[] {name}) : chosen.payload();
        }

        @Override
        public boolean poisoned() {
            return reason != null;
        }

        @Override
        public boolean reset() {
            if (!linked.resettable) {
                return false;
            }
            calls = 0;
            return true;
        }

        @Override
        public void interrupt(RuntimeException why) {
            reason = why;
            Thread thread = running;
            if (thread != null) {
                thread.interrupt();
            }
        }

        @Override
        public void close() {
            alive.decrementAndGet();
        }
    }

    private record Call(InvocationContext invocation) implements HostCall {
        @Override
        public <T> T state(Object key, java.util.function.Supplier<T> create) {
            return create.get();
        }
    }
}
