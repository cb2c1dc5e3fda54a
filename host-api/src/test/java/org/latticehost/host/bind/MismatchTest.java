package org.latticehost.host.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.BindingException;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.text.WitPackage;

/** What does not fit is found when binding, and the message names both sides. */
class MismatchTest {
    record Pair(int a, int b) {}

    record Single(int a) {}

    enum Color {
        RED,
        BLUE
    }

    sealed interface Shape {}

    record Dot() implements Shape {}

    record Circle(String radius) implements Shape {}

    static final class Unusable extends WitErrorException {
        private static final long serialVersionUID = 1L;
    }

    interface ByString {
        void f(String v);
    }

    interface ByInt {
        void f(int v);
    }

    interface ByPair {
        void f(Pair v);
    }

    interface BySingle {
        void f(Single v);
    }

    interface ByColor {
        void f(Color v);
    }

    interface ByColors {
        void f(Set<Color> v);
    }

    interface ByShape {
        void f(Shape v);
    }

    interface ByList {
        void f(List<String> v);
    }

    interface ByOption {
        void f(Optional<String> v);
    }

    interface ByVariable {
        <T> void f(T v);
    }

    interface ByTwo {
        void f(int v, int w);
    }

    interface Other {
        void g();
    }

    interface Returning {
        int f();
    }

    interface Silent {
        void f();
    }

    interface Throwing {
        void f() throws Unusable;
    }

    private static WitInterface wit(String function, String... types) {
        return WitPackage.parse(
                        "package a:b@1.0.0; interface t { " + String.join(" ", types) + " f: " + function + "; }")
                .get("t");
    }

    private static AbstractThrowableAssert<?, ?> binding(Class<?> type, WitInterface wit) {
        LoopTarget target = new LoopTarget(HostInterface.builder(wit).build());
        target.world = LoopTarget.exporting(new WitInterface(
                org.latticehost.host.wit.InterfaceName.of(
                        "a:b/" + type.getSimpleName().toLowerCase(java.util.Locale.ROOT)),
                wit.functions(),
                wit.resources(),
                wit.types()));
        return assertThatThrownBy(() -> TypedExports.proxy(type, target)).isInstanceOf(BindingException.class);
    }

    @Test
    void primitivesNameTheTypesThatWouldDo() {
        binding(ByString.class, wit("func(value: u32)"))
                .hasMessageContaining("MismatchTest$ByString.f, parameter 1 (Java java.lang.String)")
                .hasMessageContaining("a:b/bystring#f, parameter 'value' (WIT u32)")
                .hasMessageContaining("wants Long or Integer");
        binding(ByInt.class, wit("func(v: string)")).hasMessageContaining("wants String");
        binding(ByInt.class, wit("func(v: s64)")).hasMessageContaining("wants Long");
        binding(ByVariable.class, wit("func(v: string)")).hasMessageContaining("type variables");
    }

    @Test
    void recordsNameTheFieldOrComponentWithoutCounterpart() {
        binding(ByPair.class, wit("func(v: r)", "record r { a: s32, c: s32 }"))
                .hasMessageContaining("record Pair[a, b] has no component for field 'c'")
                .hasMessageContaining("record { a: s32, c: s32 }");
        binding(ByPair.class, wit("func(v: r)", "record r { a: s32 }")).hasMessageContaining("[b]");
        binding(BySingle.class, wit("func(v: r)", "record r { a: s8 }"))
                .hasMessageContaining("parameter 1.a (Java int)")
                .hasMessageContaining("parameter 'v'.a (WIT s8)");
        binding(ByInt.class, wit("func(v: r)", "record r { a: s8 }")).hasMessageContaining("wants a Java record");
        binding(ByPair.class, wit("func(v: tuple<s32>)")).hasMessageContaining("2 components where 1");
        binding(ByInt.class, wit("func(v: tuple<s32>)")).hasMessageContaining("wants a Java record, or List<Object>");
    }

    @Test
    void enumsAndFlagsNameTheLabelWithoutCounterpart() {
        binding(ByColor.class, wit("func(v: e)", "enum e { red, green }"))
                .hasMessageContaining("no constant is named like label 'green'");
        binding(ByColor.class, wit("func(v: e)", "enum e { red }")).hasMessageContaining("2 constants");
        binding(ByColors.class, wit("func(v: e)", "flags e { red, green }")).hasMessageContaining("'green'");
        binding(ByInt.class, wit("func(v: e)", "enum e { red }")).hasMessageContaining("wants a Java enum");
        binding(ByInt.class, wit("func(v: e)", "flags e { red }")).hasMessageContaining("wants a Set of a Java enum");
    }

    @Test
    void variantsNameTheCaseWithoutCounterpart() {
        binding(ByShape.class, wit("func(v: s)", "variant s { dot, square }"))
                .hasMessageContaining("no record of Shape is named like case 'square'");
        binding(ByShape.class, wit("func(v: s)", "variant s { dot }")).hasMessageContaining("no case for Circle");
        binding(ByShape.class, wit("func(v: s)", "variant s { dot, circle(f64) }"))
                .hasMessageContaining("as Circle.radius (Java java.lang.String)")
                .hasMessageContaining("'v'.circle (WIT f64)");
        binding(ByShape.class, wit("func(v: s)", "variant s { dot, circle }"))
                .hasMessageContaining("the case has no payload");
        binding(ByInt.class, wit("func(v: s)", "variant s { dot }")).hasMessageContaining("sealed interface");
    }

    @Test
    void partsOfListsAndOptionsAreCompared() {
        binding(ByList.class, wit("func(v: list<u8>)"))
                .hasMessageContaining("parameter 1[] (Java java.lang.String)")
                .hasMessageContaining("'v'[] (WIT u8)");
        binding(ByInt.class, wit("func(v: list<u8>)")).hasMessageContaining("wants a List, a Collection or an array");
        binding(ByOption.class, wit("func(v: option<u8>)")).hasMessageContaining("'v'.some (WIT u8)");
        binding(ByInt.class, wit("func(v: option<u8>)")).hasMessageContaining("wants Optional");
    }

    @Test
    void signaturesAreCompared() {
        binding(ByTwo.class, wit("func(v: s32)")).hasMessageContaining("their number differs");
        binding(Returning.class, wit("func()")).hasMessageContaining("there is no value to return");
        binding(Silent.class, wit("func() -> u32")).hasMessageContaining("the value would be lost");
        binding(Throwing.class, wit("func() -> result<_, string>")).hasMessageContaining("public constructor");
    }

    @Test
    void interfacesAndFunctionsThatAreNotThereAreNamedWithThoseThatAre() {
        binding(Other.class, wit("func()"))
                .hasMessageContaining("Other.g has no function in a:b/other")
                .hasMessageContaining("[f]");
        binding(String.class, wit("func()")).hasMessageContaining("is not an interface");
        assertThatThrownBy(() -> TypedExports.proxy(
                        Other.class,
                        new LoopTarget(HostInterface.builder(wit("func()")).build())))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("fits none of the exported interfaces [a:b/t@1.0.0]");
        LoopTarget stopped = new LoopTarget(HostInterface.builder(wit("func()")).build());
        stopped.world = null;
        assertThatThrownBy(() -> TypedExports.proxy(Other.class, stopped))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("component 'loop' does not run here");
    }

    @Test
    void aCapabilityNamesTheFunctionItLacksAndTheTypeThatDiffers() {
        JavaCapability capability = JavaCapability.of("a:b/t@1.0.0", ByInt.class, v -> {});

        assertThatThrownBy(() -> capability.bind(WitPackage.parse("package a:b; interface t { g: func(); }")
                        .get("t")))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("ByInt has no method for a:b/t#g");
        assertThatThrownBy(() -> capability.bind(wit("func(v: string)")))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("ByInt.f, parameter 1 (Java int)")
                .hasMessageContaining("parameter 'v' (WIT string)");
        assertThatThrownBy(() -> capability.bind(wit("func(v: s32, w: s32)")))
                .hasMessageContaining("no method of 2 parameters");
    }

    @Test
    void aCapabilityServesCompatibleVersionsOnly() {
        JavaCapability capability = JavaCapability.of("a:b/t@1.4.0", ByInt.class, v -> {});

        assertThat(capability.serve(wit("func(v: s32)"))).isPresent();
        for (Map.Entry<String, Boolean> version :
                Map.of("2.0.0", false, "1.9.1", true, "1.4.0-rc.1", false).entrySet()) {
            WitInterface wanted = WitPackage.parse(
                            "package a:b@" + version.getKey() + "; interface t { f: func(v: s32); }")
                    .get("t");
            assertThat(capability.serve(wanted).isPresent())
                    .as(version.getKey())
                    .isEqualTo(version.getValue());
        }
    }
}
