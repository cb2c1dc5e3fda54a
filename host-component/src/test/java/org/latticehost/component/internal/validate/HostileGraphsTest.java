package org.latticehost.component.internal.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.latticehost.component.internal.binary.ReaderLimits;
import org.latticehost.host.error.ComponentLoadException;

/** Binaries whose cost is in their structure: they must end quickly, in a typed error or accepted. */
class HostileGraphsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int TYPE = 7;
    private static final int INSTANCE = 5;
    private static final int COMPONENT = 4;
    private static final int IMPORT = 10;

    private static void refuses(byte[] binary, String message) {
        assertTimeoutPreemptively(
                SOON,
                () -> assertThatExceptionOfType(ComponentLoadException.class)
                        .isThrownBy(() -> ComponentReader.read(binary))
                        .withMessageContaining(message)
                        .satisfies(e -> assertThat(e.offset()).isPresent()));
    }

    private static BinaryText text() {
        return new BinaryText();
    }

    /** Instantiates component {@code index} without arguments, twice. */
    private static BinaryText twice(int index) {
        return text().u32(2).bytes(0).u32(index).u32(0).bytes(0).u32(index).u32(0);
    }

    @Test
    void countsInstancesOfComponentsThatInstantiateEachOtherTwice() {
        BinaryText binary = BinaryText.component().section(COMPONENT, BinaryText.component());
        for (int i = 1; i <= 40; i++) {
            // Each component takes the one before it by an outer alias and instantiates it twice.
            BinaryText nested = BinaryText.component()
                    .section(6, text().u32(1).bytes(4, 2).u32(1).u32(i - 1))
                    .section(INSTANCE, twice(0));
            binary.section(COMPONENT, nested);
        }
        refuses(binary.section(INSTANCE, twice(40)).toBytes(), "one instantiation makes");
    }

    @Test
    void boundsChainsOfInstanceTypes() {
        BinaryText types = text().u32(10_000).bytes(0x42).u32(0);
        for (int i = 1; i < 10_000; i++) {
            // A type with one export: an instance of the type before, taken by an outer alias.
            types.bytes(0x42).u32(2);
            types.bytes(2, 3, 2).u32(1).u32(i - 1);
            types.bytes(4).externName("a").bytes(5).u32(0);
        }
        refuses(BinaryText.component().section(TYPE, types).toBytes(), "too deep");
    }

    @Test
    void boundsTheTypesOfAllImportsTogether() {
        BinaryText wide = text().u32(1).bytes(0x42).u32(5_001);
        wide.bytes(1, 0x40).u32(0).bytes(1, 0);
        for (int i = 0; i < 5_000; i++) {
            wide.bytes(4).externName("f" + i).bytes(1).u32(0);
        }
        BinaryText imports = text().u32(50_000);
        for (int i = 0; i < 50_000; i++) {
            imports.externName("i" + i).bytes(5).u32(0);
        }
        refuses(
                BinaryText.component()
                        .section(TYPE, wide)
                        .section(IMPORT, imports)
                        .toBytes(),
                "type size exceeds the limit");
    }

    /** A component that imports instances which introduce 2000 resource types each. */
    private static byte[] manyResources(int imports) {
        BinaryText type = text().u32(1).bytes(0x42).u32(2_000);
        for (int i = 0; i < 2_000; i++) {
            type.bytes(4).externName("r" + i).bytes(3, 1);
        }
        BinaryText items = text().u32(imports);
        for (int i = 0; i < imports; i++) {
            items.externName("i" + i).bytes(5).u32(0);
        }
        return BinaryText.component().section(TYPE, type).section(IMPORT, items).toBytes();
    }

    @Test
    void boundsTheResourceTypesOfAComponent() {
        byte[] binary = manyResources(20);
        assertTimeoutPreemptively(
                SOON, () -> assertThat(ComponentReader.read(binary).resources()).hasSize(40_000));
        refuses(manyResources(51), "too many resource types");
    }

    @Test
    void boundsComponentsInsideEachOther() {
        BinaryText binary = BinaryText.component();
        for (int i = 0; i < 10_000; i++) {
            binary = BinaryText.component().section(COMPONENT, binary);
            if (i == 200) {
                refuses(binary.toBytes(), "nest deeper than " + ReaderLimits.NESTING);
            }
        }
        refuses(binary.toBytes(), "nest deeper than " + ReaderLimits.NESTING);
    }

    @Test
    void boundsTypeScopesInsideEachOther() {
        BinaryText types = text().u32(1);
        for (int i = 0; i < 100_000; i++) {
            types.bytes(0x42).u32(1).bytes(1);
        }
        refuses(BinaryText.component().section(TYPE, types).toBytes(), "nest deeper than " + ReaderLimits.NESTING);
    }

    @Test
    void boundsAllVectorsTogether() {
        BinaryText enumeration = text().bytes(0x6d).u32(10_000);
        for (int i = 0; i < 10_000; i++) {
            enumeration.name("e" + i);
        }
        BinaryText types = text().u32(250);
        for (int i = 0; i < 250; i++) {
            types.add(enumeration);
        }
        refuses(BinaryText.component().section(TYPE, types).toBytes(), "limit for all together");
    }

    @Test
    void refusesAVectorThatClaimsMoreThanTheBytesLeft() {
        refuses(
                BinaryText.component()
                        .section(TYPE, text().u32(1).bytes(0x6d).u32(9_999))
                        .toBytes(),
                "unexpected end: 9999 enum cases in 0 bytes");
        refuses(BinaryText.component().section(TYPE, text().u32(0xffff_ffffL)).toBytes(), "too many types: 4294967295");
    }

    @Test
    void refusesGarbageOfFiftyMegabytes() {
        byte[] garbage = new byte[50_000_000];
        new Random(7).nextBytes(garbage);
        refuses(garbage, "not a WebAssembly");
        byte[] preamble = BinaryText.component().toBytes();
        System.arraycopy(preamble, 0, garbage, 0, preamble.length);
        refuses(garbage, "");
        // Zeros are an endless row of empty custom sections with empty contents: each lacks its name.
        Arrays.fill(garbage, preamble.length, garbage.length, (byte) 0);
        refuses(garbage, "unexpected end");
    }

    @Test
    void refusesMoreBytesThanTheLimitWithoutReadingThem() {
        refuses(new byte[ReaderLimits.COMPONENT_BYTES + 1], "the limit is " + ReaderLimits.COMPONENT_BYTES);
    }

    @Test
    void makesNamesInMessagesHarmless() {
        byte[] binary = BinaryText.component()
                .section(
                        IMPORT,
                        text().u32(1)
                                .externName("a\n\u001b[31mforged\u202e" + "x".repeat(50_000))
                                .bytes(3, 1))
                .toBytes();
        assertThatExceptionOfType(ComponentLoadException.class)
                .isThrownBy(() -> ComponentReader.read(binary))
                .satisfies(e ->
                        assertThat(e.getMessage()).hasSizeLessThan(1_000).doesNotContain("\n", "\u001b", "\u202e"));
    }
}
