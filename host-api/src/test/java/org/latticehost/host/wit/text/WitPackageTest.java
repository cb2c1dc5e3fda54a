package org.latticehost.host.wit.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitType;

class WitPackageTest {
    private static final String SHOP = """
            package acme:shop@1.2.0-rc.1;

            /// What is sold.
            interface types {
                use acme:money/types@0.1.0.{amount as price};
                type id = u64;
                record article { id: id, %record: string, price: price, }
                variant outcome { none, sold(article), refused(option<string>) }
                enum colour { red, dark-green }
                flags marks { a, b }
                type pairs = list<tuple<s8, result<_, f32>>>;
            }

            @since(version = 1.2.0)
            interface shop {
                use types.{article, id};
                resource basket {
                    constructor(owner: string);
                    @unstable(feature = more-of-it)
                    add: func(what: id) -> result<u32, string>;
                    open: static func() -> option<basket>;
                    absorb: func(other: borrow<basket>);
                }
                sell: func(b: basket, /* /* nested */ */ flag: bool);
                find: func(name: string) -> article; // by name
            }

            world w { import shop; export run: func(); include acme:money/w@0.1.0; }
            package acme:money@0.1.0 {
                interface types { record amount { cents: s64, currency: string } }
                world w {}
            }
            """;

    private final WitPackage shop = WitPackage.parse(SHOP);

    @Test
    void namesThePackageAndItsInterfaces() {
        assertThat(shop.namespace()).isEqualTo("acme");
        assertThat(shop.name()).isEqualTo("shop");
        assertThat(shop.version()).contains("1.2.0-rc.1");
        assertThat(shop.interfaces()).containsOnlyKeys("types", "shop");
        assertThat(shop.interfaceName("shop")).hasToString("acme:shop/shop@1.2.0-rc.1");
    }

    @Test
    void resolvesNamedTypesAcrossPackages() {
        WitType price = new WitType.RecordOf(
                List.of(new WitType.Field("cents", WitType.S64), new WitType.Field("currency", WitType.STRING)));
        WitType article = new WitType.RecordOf(List.of(
                new WitType.Field("id", WitType.U64),
                new WitType.Field("record", WitType.STRING),
                new WitType.Field("price", price)));
        WitInterface types = shop.get("types");
        assertThat(types.type("price")).isEqualTo(price);
        assertThat(types.type("article")).isEqualTo(article);
        assertThat(types.type("outcome"))
                .isEqualTo(new WitType.VariantOf(List.of(
                        new WitType.Case("none", Optional.empty()),
                        new WitType.Case("sold", Optional.of(article)),
                        new WitType.Case("refused", Optional.of(WitType.option(WitType.STRING))))));
        assertThat(types.type("colour")).isEqualTo(new WitType.EnumOf(List.of("red", "dark-green")));
        assertThat(types.type("marks")).isEqualTo(new WitType.FlagsOf(List.of("a", "b")));
        assertThat(types.type("pairs"))
                .isEqualTo(WitType.list(
                        WitType.tuple(WitType.S8, new WitType.ResultOf(Optional.empty(), Optional.of(WitType.F32)))));
        assertThat(shop.get("shop").function("find").result()).contains(article);
    }

    @Test
    void givesResourceFunctionsTheirCanonicalNamesAndSelf() {
        WitInterface face = shop.get("shop");
        ResourceType basket = face.resource("basket");
        assertThat(basket.name()).isEqualTo("acme:shop/shop/basket");
        assertThat(face.functions().keySet())
                .containsExactly(
                        "[constructor]basket",
                        "[method]basket.add",
                        "[static]basket.open",
                        "[method]basket.absorb",
                        "sell",
                        "find");
        assertThat(face.function("[constructor]basket"))
                .isEqualTo(new FunctionType(
                        List.of(new WitType.Field("owner", WitType.STRING)), Optional.of(new WitType.Own(basket))));
        assertThat(face.function("[method]basket.add").params())
                .containsExactly(
                        new WitType.Field("self", new WitType.Borrow(basket)), new WitType.Field("what", WitType.U64));
        assertThat(face.function("[static]basket.open").result()).contains(WitType.option(new WitType.Own(basket)));
        assertThat(face.function("sell").params().get(0).type()).isEqualTo(new WitType.Own(basket));
    }

    @Test
    void sharesAResourceBetweenInterfacesThatUseIt() {
        WitPackage p = WitPackage.parse("""
                package a:b;
                interface later { use first.{r as s}; take: func(x: s); }
                interface first { resource r; }
                """);
        assertThat(p.get("later").resource("s")).isSameAs(p.get("first").resource("r"));
    }

    @Test
    void joinsSeveralTextsOfOnePackage() {
        List<WitPackage> all = WitPackage.parseAll(List.of(
                "package a:b@1.0.0; interface x { use y.{t}; f: func() -> t; }", "interface y { type t = u8; }"));
        assertThat(all).hasSize(1);
        assertThat(all.get(0).get("x").function("f").result()).contains(WitType.U8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "package a:b; interface i { f: func(x: nothing); } | 1 | 39 | no type 'nothing'",
                "package a:b; interface i { record r { x: list<r> } } | 1 | 47 | contains itself",
                "package a:b; interface i { flags f { } } | 1 | 28 | at least one flag",
                "package a:b; interface i { enum e { a, A } } | 1 | 40 | two cases named",
                "package a:b; interface i { type t = list<u8, 4>; } | 1 | 37 | fixed length",
                "package a:b; interface i { f: async func(); } | 1 | 31 | WASI 0.3",
                "package a:b; interface i { use c:d/e@1.0.0.{t}; } | 1 | 32 | package c:d@1.0.0 is not among",
                "package a:b; interface i { type t = tuple<>; } | 1 | 37 | takes 1 to 1000",
                "package a:b; interface i { type t = own<u8>; } | 1 | 37 | is no resource",
                "package a:b; interface i { f: func(); f: func(); } | 1 | 39 | declared twice",
                "package a:b; interface i { Bad-name: func(); } | 1 | 28 | is no name",
                "package a:b; interface i { f func(); } | 1 | 28 | expected a type",
                "package a:b; interface i { # } | 1 | 28 | unexpected character",
                "package a:b; /* | 1 | 14 | has no end",
                "interface i { } | 1 | 1 | no 'package'",
            })
    void refusesATextAndSaysWhere(String text, int line, int column, String message) {
        assertThatExceptionOfType(WitParseException.class)
                .isThrownBy(() -> WitPackage.parse(text))
                .withMessageContaining(message)
                .satisfies(e -> {
                    assertThat(e.line()).isEqualTo(line);
                    assertThat(e.column()).isEqualTo(column);
                });
    }

    @Test
    void countsLines() {
        assertThatExceptionOfType(WitParseException.class)
                .isThrownBy(() -> WitPackage.parse("package a:b;\n/* \n */ interface i {\n  x\n}"))
                .satisfies(e -> {
                    assertThat(e.line()).isEqualTo(4);
                    assertThat(e.column()).isEqualTo(3);
                });
    }

    @Test
    void refusesATypeThatGrowsExponentially() {
        StringBuilder text = new StringBuilder("package a:b; interface i { type t0 = u8;");
        for (int i = 1; i <= 40; i++) {
            text.append("type t%d = tuple<t%d, t%d>;".formatted(i, i - 1, i - 1));
        }
        assertThatExceptionOfType(WitParseException.class)
                .isThrownBy(() -> WitPackage.parse(text + "}"))
                .withMessageContaining("more than 1000000 parts");
    }

    @Test
    void refusesDeepNestingWithoutExhaustingTheStack() {
        String deep = "package a:b; interface i { type t = " + "list<".repeat(100_000) + "u8";
        assertThatExceptionOfType(WitParseException.class)
                .isThrownBy(() -> WitPackage.parse(deep))
                .withMessageContaining("deeper than");
        StringBuilder chain = new StringBuilder("package a:b; interface i {");
        for (int i = 0; i < 10_000; i++) {
            chain.append("type t%d = t%d;".formatted(i, i + 1));
        }
        assertThatExceptionOfType(WitParseException.class)
                .isThrownBy(() -> WitPackage.parse(chain + "type t10000 = u8;}"))
                .withMessageContaining("lead from one to the next");
    }
}
