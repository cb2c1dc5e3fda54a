package org.latticehost.host.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.text.WitPackage;

/** Values go from Java to WIT, through a Java implementation and back, and arrive as they left. */
class MappingTest {
    private static final WitInterface ECHO = WitPackage.parse("""
            package test:echo@1.2.0;
            interface echo {
              enum color { red, dark-blue }
              flags rights { read, write, run-as }
              record point { x-axis: s32, y-axis: s32, label: option<string> }
              variant shape { dot, circle(f64), line(tuple<s32, s32>), box(point) }
              record nothing-found { at: u32 }
              small: func(a: u8, b: u16, c: u32, d: u64) -> tuple<u8, u16, u32, u64>;
              bits: func(a: u8, b: u16, c: u32, d: u64) -> tuple<u8, u16, u32, u64>;
              plain: func(a: bool, b: s8, c: s16, d: s32, e: s64, f: f32, g: f64, h: char) -> string;
              bytes: func(v: list<u8>) -> list<u8>;
              octets: func(v: list<u8>) -> list<u8>;
              numbers: func(v: list<u32>) -> list<u32>;
              words: func(v: list<string>) -> list<string>;
              points: func(v: list<point>) -> list<point>;
              maybe: func(v: option<u32>) -> option<u32>;
              pair: func(v: tuple<string, u8>) -> tuple<string, u8>;
              paint: func(v: color) -> color;
              allow: func(v: rights) -> rights;
              draw: func(v: shape) -> shape;
              find: func(name: string) -> result<u32, nothing-found>;
              open: func(name: string) -> result<_, string>;
              check: func(ok: bool) -> result;
              raw: func(v: result<u8, string>) -> result<u8, string>;
              dynamic: func(v: color) -> color;
            }
            """).get("echo");

    enum Color {
        DARK_BLUE,
        RED
    }

    enum Rights {
        READ,
        WRITE,
        @WitName("run-as")
        EXECUTE
    }

    record Point(Optional<String> label, int xAxis, int yAxis) {}

    sealed interface Shape {}

    record Dot() implements Shape {}

    record Circle(double radius) implements Shape {}

    record Line(int from, int to) implements Shape {}

    @WitName("box")
    record Frame(Point corner) implements Shape {}

    record Small(int a, int b, long c, BigInteger d) {}

    record Bits(byte a, short b, int c, long d) {}

    record NothingFound(long at) {}

    static final class NotFound extends WitErrorException {
        private static final long serialVersionUID = 1L;

        public NotFound(NothingFound where) {
            super(where);
        }
    }

    /** A checked one. */
    static final class NotOpen extends IOException {
        private static final long serialVersionUID = 1L;
        private final String why;

        public NotOpen(String why) {
            super("not open: " + why);
            this.why = why;
        }

        public String value() {
            return why;
        }
    }

    interface Echo {
        Small small(int a, int b, long c, BigInteger d);

        Bits bits(byte a, short b, int c, long d);

        String plain(boolean a, byte b, short c, int d, long e, float f, Double g, int h);

        byte[] bytes(byte[] v);

        int[] octets(int[] v);

        List<Long> numbers(Collection<Long> v);

        String[] words(List<String> v);

        List<Point> points(List<? extends Point> v);

        Optional<Long> maybe(Optional<Long> v);

        Map.Entry<String, Integer> pair(Map.Entry<String, Integer> v);

        Color paint(Color v);

        EnumSet<Rights> allow(Set<Rights> v);

        Shape draw(Shape v);

        long find(String name) throws NotFound;

        void open(String name) throws NotOpen;

        void check(boolean ok);

        WitResult raw(WitResult v);

        @WitName("dynamic")
        Object anything(WitEnum v);
    }

    /** What the component does: it gives back what it got. */
    public static final class Mirror implements Echo {
        @Override
        public Small small(int a, int b, long c, BigInteger d) {
            return new Small(a, b, c, d);
        }

        @Override
        public Bits bits(byte a, short b, int c, long d) {
            return new Bits(a, b, c, d);
        }

        @Override
        public String plain(boolean a, byte b, short c, int d, long e, float f, Double g, int h) {
            return a + " " + b + " " + c + " " + d + " " + e + " " + f + " " + g + " " + Character.toString(h);
        }

        @Override
        public byte[] bytes(byte[] v) {
            return v;
        }

        @Override
        public int[] octets(int[] v) {
            return v;
        }

        @Override
        public List<Long> numbers(Collection<Long> v) {
            return List.copyOf(v);
        }

        @Override
        public String[] words(List<String> v) {
            return v.toArray(String[]::new);
        }

        @Override
        public List<Point> points(List<? extends Point> v) {
            return List.copyOf(v);
        }

        @Override
        public Optional<Long> maybe(Optional<Long> v) {
            return v;
        }

        @Override
        public Map.Entry<String, Integer> pair(Map.Entry<String, Integer> v) {
            return v;
        }

        @Override
        public Color paint(Color v) {
            return v;
        }

        @Override
        public EnumSet<Rights> allow(Set<Rights> v) {
            return EnumSet.copyOf(v);
        }

        @Override
        public Shape draw(Shape v) {
            return v;
        }

        @Override
        public long find(String name) {
            if (name.isEmpty()) {
                throw new NotFound(new NothingFound(4_000_000_000L));
            }
            return name.length();
        }

        @Override
        public void open(String name) throws NotOpen {
            if (name.isEmpty()) {
                throw new NotOpen("no name");
            }
        }

        @Override
        public void check(boolean ok) {
            if (!ok) {
                throw new WitErrorException();
            }
        }

        @Override
        public WitResult raw(WitResult v) {
            return v;
        }

        @Override
        public Object anything(WitEnum v) {
            return v;
        }
    }

    private final LoopTarget target = new LoopTarget(
            JavaCapability.of("test:echo/echo", Echo.class, new Mirror()).bind(ECHO));
    private final Echo echo = TypedExports.proxy(Echo.class, target);

    @Test
    void unsignedNumbersAreWiderInJavaWhereTheMethodSaysSo() {
        BigInteger max = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

        assertThat(echo.small(255, 65_535, 4_294_967_295L, max)).isEqualTo(new Small(255, 65_535, 4_294_967_295L, max));
        assertThat(echo.bits((byte) -1, (short) -1, -1, -1)).isEqualTo(new Bits((byte) -1, (short) -1, -1, -1));
    }

    @Test
    void otherNumbersKeepTheirWidth() {
        assertThat(echo.plain(true, (byte) -2, (short) 3, -4, 5, 0.5f, 6.25, 0x1f600))
                .isEqualTo("true -2 3 -4 5 0.5 6.25 \ud83d\ude00");
    }

    @Test
    void listsAreArraysOrCollections() {
        assertThat(echo.bytes(new byte[] {1, -1})).containsExactly(1, -1);
        assertThat(echo.octets(new int[] {0, 255})).containsExactly(0, 255);
        assertThat(echo.numbers(Set.of(3_000_000_000L))).containsExactly(3_000_000_000L);
        assertThat(echo.words(List.of("a", "b"))).containsExactly("a", "b");
        Point point = new Point(Optional.of("p"), 1, -1);
        assertThat(echo.points(List.of(point))).containsExactly(point);
    }

    @Test
    void optionsAndPairsHoldWhatStandsForTheirParts() {
        assertThat(echo.maybe(Optional.of(4_000_000_000L))).contains(4_000_000_000L);
        assertThat(echo.maybe(Optional.empty())).isEmpty();
        assertThat(echo.pair(Map.entry("a", 200))).isEqualTo(Map.entry("a", 200));
    }

    @Test
    void enumsAndFlagsMatchByNameNotByPosition() {
        assertThat(echo.paint(Color.RED)).isEqualTo(Color.RED);
        assertThat(echo.paint(Color.DARK_BLUE)).isEqualTo(Color.DARK_BLUE);
        assertThat(echo.allow(EnumSet.of(Rights.WRITE, Rights.EXECUTE)))
                .containsExactlyInAnyOrder(Rights.WRITE, Rights.EXECUTE);
    }

    @Test
    void variantsAreSealedInterfacesOfRecords() {
        assertThat(echo.draw(new Dot())).isEqualTo(new Dot());
        assertThat(echo.draw(new Circle(2.5))).isEqualTo(new Circle(2.5));
        assertThat(echo.draw(new Line(1, 2))).isEqualTo(new Line(1, 2));
        Frame frame = new Frame(new Point(Optional.empty(), 7, 8));
        assertThat(echo.draw(frame)).isEqualTo(frame);
    }

    @Test
    void errsAreThrownAsWhatTheMethodDeclares() throws NotOpen {
        assertThat(echo.find("four")).isEqualTo(4);
        assertThatThrownBy(() -> echo.find(""))
                .isInstanceOfSatisfying(
                        NotFound.class, e -> assertThat(e.value()).isEqualTo(new NothingFound(4_000_000_000L)));
        echo.open("x");
        assertThatThrownBy(() -> echo.open("")).isInstanceOf(NotOpen.class).hasMessage("not open: no name");
        echo.check(true);
        assertThatThrownBy(() -> echo.check(false)).isExactlyInstanceOf(WitErrorException.class);
    }

    @Test
    void dynamicValuesPassAsTheyAre() {
        assertThat(echo.raw(WitResult.err("no"))).isEqualTo(WitResult.err("no"));
        WitEnum blue = WitEnum.of((WitType.EnumOf) ECHO.type("color"), "dark-blue");
        assertThat(echo.anything(blue)).isEqualTo(blue);
    }

    interface Later {
        CompletionStage<Long> find(String name) throws NotFound;

        default CompletionStage<Long> findFour() {
            return find("four");
        }
    }

    @Test
    void aMethodThatReturnsAStageDoesNotWait() {
        @WitName("test:echo/echo")
        interface Named extends Later {}
        Named later = TypedExports.proxy(Named.class, target);

        assertThat(later.findFour()).isCompletedWithValue(4L);
        assertThat(later.find("")).isCompletedExceptionally();
        assertThatThrownBy(() -> later.find("").toCompletableFuture().get()).hasRootCauseInstanceOf(NotFound.class);
    }

    @Test
    void valuesThatTheOtherSideCannotHoldAreRefusedWithTheirPlace() {
        assertThatThrownBy(() -> echo.small(256, 0, 0, BigInteger.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Echo.small, argument 1")
                .hasMessageContaining("test:echo/echo@1.2.0#small")
                .hasMessageContaining("256 is not in 0 to 255");
        assertThatThrownBy(() -> echo.numbers(List.of(1L, -1L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1]: -1 is not in 0 to 4294967295");
        assertThatThrownBy(() -> echo.draw(new Frame(null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("null has no place in WIT");
        assertThatThrownBy(() -> echo.paint(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("null has no place in WIT");
    }

    @Test
    void anUpdatedComponentIsComparedAnew() {
        target.world = LoopTarget.exporting(
                WitPackage.parse("package test:echo@1.3.0; interface echo { paint: func(v: string) -> string; }")
                        .get("echo"));

        assertThatThrownBy(() -> echo.paint(Color.RED)).hasMessageContaining("test:echo/echo@1.3.0");
    }
}
