package org.latticehost.component.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.component.ComponentRuntimeFactory;
import org.latticehost.component.spi.GuestExit;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.GuestExitException;
import org.latticehost.host.error.GuestTrapException;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.LinkOptions;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.host.spi.RuntimeSettings;
import org.latticehost.host.spi.WasmRuntime;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.ResourceHandle;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;
import org.latticehost.host.wit.text.WitPackage;

/** What users of the runtime see, on the engine of the subclass: components from Rust and C, and hand-written ones. */
public abstract class ComponentContract {
    private static final TestInvocation INVOCATION = new TestInvocation();
    private static final String MACHINE = "fixture:calc/machine@0.2.1";
    private static final WitPackage CALC = WitPackage.parse("""
            package fixture:calc@0.2.0;
            interface names {
              record problem { at: u32, message: string }
              resolve: func(name: string) -> result<f64, problem>;
            }
            """);
    private static final WitPackage UTF16 = WitPackage.parse("""
            package fixture:utf16;
            interface names { title: func(name: string) -> option<string>; }
            """);

    private final List<AutoCloseable> open = new ArrayList<>();
    private WasmRuntime runtime;

    /** The engine's name. */
    protected abstract String engine();

    @BeforeEach
    void open() {
        runtime = new ComponentRuntimeFactory()
                .create(new RuntimeSettings(Optional.of(engine()), Optional.empty(), 1 << 20, 64 << 20));
        open.add(runtime);
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private <T extends AutoCloseable> T kept(T thing) {
        open.add(thing);
        return thing;
    }

    private static byte[] resource(String path) {
        try (InputStream in = ComponentContract.class.getResourceAsStream(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A component that runs. */
    private record Live(LinkedComponent component, ComponentInstance instance) {
        Object call(String interfaceName, String function, Object... args) {
            return instance.call(
                    INVOCATION, component.export(interfaceName, function).orElseThrow(), args);
        }

        FunctionType type(String interfaceName, String function) {
            return component.export(interfaceName, function).orElseThrow().type();
        }
    }

    private Live start(String path, LinkOptions.Builder options) {
        LinkedComponent linked =
                kept(kept(runtime.compile(resource(path), Optional.empty())).link(options.build()));
        return new Live(linked, kept(linked.instantiate(INVOCATION)));
    }

    private Live calc() {
        WitInterface names = CALC.get("names");
        WitType.RecordOf problem = (WitType.RecordOf) names.type("problem");
        HostFunction resolve = (call, args) -> switch ((String) args[0]) {
            case "pi" -> WitResult.ok(3.5);
            case "two" -> WitResult.ok(2.0);
            case "boom" -> throw new IllegalStateException("no such planet");
            case "exit" -> throw new GuestExit(3);
            case "wrong" -> "not a result";
            default -> WitResult.err(WitRecord.of(problem, 0, "who is " + args[0] + "?"));
        };
        return start(
                "/components/calc.wasm",
                LinkOptions.builder()
                        .resettable(true)
                        .offer(HostInterface.builder(names)
                                .function("resolve", resolve)
                                .build()));
    }

    /** A token of the calculator: a number, an operator or a name. */
    private static WitVariant token(Live calc, Object value) {
        WitType.ListOf program =
                (WitType.ListOf) calc.type(MACHINE, "run").params().get(0).type();
        WitType.VariantOf type = (WitType.VariantOf) program.element();
        if (value instanceof Double) {
            return WitVariant.of(type, "number", value);
        }
        WitType.EnumOf op = (WitType.EnumOf) type.cases().get(1).payload().orElseThrow();
        return op.labels().contains(value)
                ? WitVariant.of(type, "operator", WitEnum.of(op, (String) value))
                : WitVariant.of(type, "name", value);
    }

    private static WitResult run(Live calc, Object... program) {
        List<Object> tokens = new ArrayList<>();
        for (Object p : program) {
            tokens.add(token(calc, p));
        }
        return (WitResult) calc.call(MACHINE, "run", tokens);
    }

    @Test
    void callsARustComponentWithVariantsAndAnswersItsImports() {
        Live calc = calc();

        assertThat(run(calc, 3.0, 4.0, "add", 2.0, "mul")).isEqualTo(WitResult.ok(14.0));
        assertThat(run(calc, 1.0, 0.0, "div").toString()).isEqualTo("err({at: 2, message: \"division by zero\"})");
        assertThat(run(calc, "pi", "two", "mul")).isEqualTo(WitResult.ok(7.0));
        assertThat(run(calc, "eve").toString()).isEqualTo("err({at: 0, message: \"who is eve?\"})");
        assertThat(run(calc).toString()).isEqualTo("err({at: 0, message: \"empty\"})");
    }

    @Test
    void holdsResourcesOfAGuest() {
        Live calc = calc();
        ResourceHandle a = (ResourceHandle) calc.call(MACHINE, "[constructor]stack", (Object) new double[] {1, 2});
        ResourceHandle b = (ResourceHandle) calc.call(MACHINE, "[constructor]stack", (Object) new double[] {3});

        assertThat(calc.call(MACHINE, "live")).isEqualTo(2);
        assertThat(calc.call(MACHINE, "[static]stack.deeper", a, b)).isEqualTo(Optional.of(true));
        assertThat(calc.call(MACHINE, "[static]stack.deeper", b, a)).isEqualTo(Optional.of(false));
        assertThat(calc.call(MACHINE, "[method]stack.push", a, token(calc, 9.0)))
                .isEqualTo(WitResult.ok(3));
        assertThat(calc.call(MACHINE, "[method]stack.absorb", a, b)).isEqualTo(4);
        assertThat(calc.call(MACHINE, "[method]stack.values", a)).isEqualTo(new double[] {1, 2, 9, 3});
        assertThat(calc.call(MACHINE, "live")).isEqualTo(1);
        assertThatThrownBy(() -> calc.call(MACHINE, "[method]stack.values", b))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spent");

        a.close();
        a.close();

        assertThat(calc.call(MACHINE, "live")).isEqualTo(0);
    }

    @Test
    void refusesArgumentsOfAnotherTypeAndGoesOn() {
        Live calc = calc();

        assertThatThrownBy(() -> calc.call(MACHINE, "[constructor]stack", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[constructor]stack")
                .hasMessageContaining("double[]");
        assertThatThrownBy(() -> calc.call(MACHINE, "live", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(calc.call(MACHINE, "live")).isEqualTo(0);
    }

    @Test
    void failuresOfHostFunctionsReachTheCallerAndEndTheInstance() {
        Live calc = calc();

        assertThatThrownBy(() -> run(calc, "boom"))
                .isInstanceOf(GuestTrapException.class)
                .hasMessageContaining("fixture:calc/names@0.2.1#resolve")
                .hasRootCauseMessage("no such planet");
        assertThat(calc.instance.poisoned()).isTrue();
        assertThatThrownBy(() -> run(calc, 1.0)).hasMessageContaining("cannot enter component instance");
    }

    @Test
    void namesTheImportWhoseAnswerHasTheWrongClass() {
        assertThatThrownBy(() -> run(calc(), "wrong"))
                .isInstanceOf(GuestTrapException.class)
                .hasMessageContaining("resolve")
                .hasMessageContaining("WitResult");
    }

    @Test
    void exitsQuietlyWithAStatus() {
        assertThatThrownBy(() -> run(calc(), "exit"))
                .isInstanceOfSatisfying(
                        GuestExitException.class, e -> assertThat(e.status()).isEqualTo(3));
    }

    @Test
    void resetsAnInstanceToItsFirstState() {
        Live calc = calc();
        Object a = calc.call(MACHINE, "[constructor]stack", (Object) new double[] {1, 2});
        assertThat(calc.call(MACHINE, "live")).isEqualTo(1);

        assertThat(calc.instance.reset()).isTrue();

        assertThat(calc.call(MACHINE, "live")).isEqualTo(0);
        assertThatThrownBy(() -> calc.call(MACHINE, "[method]stack.values", a))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final List<String> KEPT =
            List.of("low", "high", "global", "slot", "slots", "pages", "segment", "handle", "grown");

    /** An engine that cannot put everything back says so, and the host makes a new instance. */
    private Live forTheNext(Live used) {
        boolean reset = used.instance.reset();
        assertThat(reset || engine().equals("wasmtime")).isTrue();
        return reset ? used : new Live(used.component, kept(used.component.instantiate(INVOCATION)));
    }

    private static List<Object> found(Live keeper) {
        return KEPT.stream().map(place -> keeper.call("", place)).toList();
    }

    @Test
    void leavesNothingOfACallerToTheNextOne() {
        List<String> made = new ArrayList<>();
        WitInterface things = WitPackage.parse("""
                package test:keeper;
                interface things { resource thing { constructor(n: u32); } }
                """).get("things");
        LinkOptions.Builder options = LinkOptions.builder()
                .offer(HostInterface.builder(things)
                        .function("[constructor]thing", (call, args) -> made.add("thing " + args[0]) ? made : "")
                        .build())
                .resettable(true);
        Live keeper = start("/components/keeper.wasm", options);
        List<Object> expected = found(start("/components/keeper.wasm", options));
        assertThat(expected).containsExactly(3, 0, 6, 7, 4, 1, 9, 1, 0);

        for (int caller = 1; caller <= 3; caller++) {
            keeper.call("", "keep", 1000 + caller);
            assertThat(keeper.call("", "low")).isEqualTo(1000 + caller);
            assertThat(keeper.call("", "pages")).isEqualTo(3);
            assertThat(keeper.call("", "slot")).isEqualTo(8);
            keeper = forTheNext(keeper);

            assertThat(found(keeper))
                    .as("low, high, global, ... after caller %s", caller)
                    .isEqualTo(expected);
            keeper = forTheNext(keeper);
        }
        assertThat(made).contains("thing 1001", "thing 1002", "thing 1003");
    }

    @Test
    void givesTheReasonOfAnInterruptionToTheCaller() {
        Live calc = calc();
        RuntimeException reason = new IllegalStateException("time is up");

        calc.instance.interrupt(reason);

        assertThatThrownBy(() -> calc.call(MACHINE, "live")).isSameAs(reason);
    }

    @Test
    void namesEveryImportThatNobodyOffers() {
        assertThatThrownBy(() -> start("/components/calc.wasm", LinkOptions.builder()))
                .isInstanceOf(ComponentLoadException.class)
                .hasMessageContaining("fixture:calc/names@0.2.1")
                .hasMessageContaining("resolve");
    }

    @Test
    void namesBothTypesOfAFunctionThatDoesNotFit() {
        WitInterface names = WitPackage.parse(
                        "package fixture:calc@0.2.1; interface names { resolve: func(name: u32) -> string; }")
                .get("names");
        LinkOptions.Builder options =
                LinkOptions.builder().offer(HostInterface.builder(names).build());

        assertThatThrownBy(() -> start("/components/calc.wasm", options))
                .isInstanceOf(ComponentLoadException.class)
                .hasMessageContaining("func(name: u32) -> string")
                .hasMessageContaining("func(name: string) -> result<f64, record { at: u32, message: string }>");
    }

    @Test
    void speaksUtf16WithACComponent() {
        HostFunction title = (call, args) -> ((String) args[0]).startsWith("D") ? Optional.of("Dr.") : Optional.empty();
        Live greeter = start(
                "/components/utf16-greeter.wasm",
                LinkOptions.builder()
                        .offer(HostInterface.builder(UTF16.get("names"))
                                .function("title", title)
                                .build()));

        assertThat(greeter.call("", "greet", "Dora \ud83d\ude00")).isEqualTo("Hello, Dr. Dora \ud83d\ude00!");
        assertThat(greeter.call("", "greet", "Ann")).isEqualTo("Hello, Ann!");
        assertThat(greeter.call("", "units", "a\ud834\udd1e\u00e9")).isEqualTo(4);
        assertThatThrownBy(() -> greeter.call("", "units", "\ud834"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
    }

    @Test
    void lendsAndGivesResourcesOfTheHost() {
        Shelf shelf = new Shelf();
        Live user = start(
                "/fixtures/wat/09-host-resource/0.wasm", LinkOptions.builder().offer(shelf.asInterface()));
        Shelf.Book book = shelf.book("gamma");

        assertThat(user.call("", "measure", book)).isEqualTo(5);
        assertThat(user.call("", "keep", book)).isSameAs(book);
        assertThat(shelf.open()).isEqualTo(1);
        assertThatThrownBy(() -> user.call("", "leak-borrow", book))
                .isInstanceOf(GuestTrapException.class)
                .hasMessageContaining("borrow handles still remain");
    }

    @Test
    void trapsWhenAGuestGivesAwayWhatItOnlyBorrowedOrNoLongerHas() {
        Shelf shelf = new Shelf();
        LinkOptions.Builder options = LinkOptions.builder().offer(shelf.asInterface());

        assertThatThrownBy(() -> start("/fixtures/wat/09-host-resource/0.wasm", options)
                        .call("", "steal-borrow", shelf.book("x")))
                .isInstanceOf(GuestTrapException.class);
        assertThatThrownBy(() ->
                        start("/fixtures/wat/09-host-resource/0.wasm", options).call("", "own-twice", shelf.book("x")))
                .isInstanceOf(GuestTrapException.class)
                .hasMessageContaining("unknown handle index");
    }
}
