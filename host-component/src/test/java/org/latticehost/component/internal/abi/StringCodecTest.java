package org.latticehost.component.internal.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticehost.component.internal.model.StringEncoding.LATIN1_UTF16;
import static org.latticehost.component.internal.model.StringEncoding.UTF16;
import static org.latticehost.component.internal.model.StringEncoding.UTF8;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticehost.component.internal.model.StringEncoding;
import org.latticehost.component.spi.CoreTrapException;

class StringCodecTest {
    private static final List<String> TEXTS = List.of("", "a", "héllo", "☃ snow", "\ud83d\ude00 smile", "\ufffd", "\0");

    private final StringCodec codec = new StringCodec();

    private long[] lower(Guest guest, String text) {
        long[] flat = new long[2];
        codec.lower(guest.call(), text, flat, 0);
        return flat;
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.EnumSource(StringEncoding.class)
    void readsBackWhatItWroteWithOneExactAllocation(StringEncoding encoding) {
        for (String text : TEXTS) {
            Guest guest = new Guest(encoding);
            assertThat(codec.lift(guest.call(), lower(guest, text), 0)).isEqualTo(text);
            assertThat(guest.reallocs).hasSize(1).allMatch(r -> r.startsWith("0->"));
        }
    }

    @Test
    void tagsLatin1StringsThatNeedUtf16() {
        assertThat(lower(new Guest(LATIN1_UTF16), "é")[1]).isEqualTo(1);
        assertThat(lower(new Guest(LATIN1_UTF16), "☃")[1]).isEqualTo(0x8000_0001L);
    }

    @Test
    void trapsOnMalformedText() {
        for (int[] bad :
                new int[][] {{0xc0, 0x80}, {0xed, 0xa0, 0x80}, {0xe2, 0x98}, {0xff}, {0xf4, 0x90, 0x80, 0x80}}) {
            Guest guest = new Guest(UTF8);
            for (int i = 0; i < bad.length; i++) {
                guest.memory.putByte(16 + i, (byte) bad[i]);
            }
            assertThatThrownBy(() -> codec.lift(guest.call(), new long[] {16, bad.length}, 0))
                    .isInstanceOf(CoreTrapException.class)
                    .hasMessageContaining("invalid utf-8");
        }
        Guest guest = new Guest(UTF16);
        guest.memory.putShort(16, (short) 0xd800);
        assertThatThrownBy(() -> codec.lift(guest.call(), new long[] {16, 1}, 0))
                .hasMessageContaining("utf-16");
    }

    @Test
    void checksBoundsAndAlignment() {
        Guest utf8 = new Guest(UTF8);
        assertThatThrownBy(() -> codec.lift(utf8.call(), new long[] {Guest.SIZE + 1, 0}, 0))
                .hasMessageContaining("out of bounds");
        assertThatThrownBy(() -> codec.lift(utf8.call(), new long[] {0, 0x1000_0000}, 0))
                .hasMessageContaining("string too long");
        Guest utf16 = new Guest(UTF16);
        assertThatThrownBy(() -> codec.lift(utf16.call(), new long[] {1, 0}, 0))
                .hasMessageContaining("unaligned pointer");
        assertThatThrownBy(() -> codec.lift(utf16.call(), new long[] {Guest.SIZE - 2, 2}, 0))
                .hasMessageContaining("out of bounds");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF8, UTF8, abc, 0->3@1",
        "UTF16, UTF8, abc, 0->3@1",
        "UTF16, UTF8, aé, 0->2@1 2->6@1 6->3@1",
        "LATIN1_UTF16, UTF8, aé, 0->2@1 2->4@1 4->3@1",
        "UTF8, UTF16, abc, 0->6@2",
        "UTF8, UTF16, é, 0->4@2 4->2@2",
        "UTF8, LATIN1_UTF16, é, 0->2@2 2->1@2",
        "UTF16, LATIN1_UTF16, aé, 0->2@2",
        "UTF16, LATIN1_UTF16, a☃, 0->2@2 2->4@2",
        "UTF8, LATIN1_UTF16, é☃, 0->5@2 5->10@2 10->4@2",
        "LATIN1_UTF16, LATIN1_UTF16, aé, 0->2@2",
        "LATIN1_UTF16, LATIN1_UTF16, ☃, 0->2@2",
    })
    void copiesBetweenGuestsWithThePrescribedAllocations(
            StringEncoding from, StringEncoding to, String text, String reallocs) {
        Guest source = new Guest(from);
        Guest target = new Guest(to);
        long[] in = lower(source, text);
        long[] out = new long[2];

        codec.copyFlat(source.call(), in, 0, target.call(), out, 0);

        assertThat(String.join(" ", target.reallocs)).isEqualTo(reallocs);
        assertThat(codec.lift(target.call(), out, 0)).isEqualTo(text);
    }

    @Test
    void squeezesNeedlesslyWideTextWhenCopying() {
        Guest source = new Guest(LATIN1_UTF16);
        Guest target = new Guest(LATIN1_UTF16);
        byte[] wide = "aé".getBytes(StandardCharsets.UTF_16LE);
        source.memory.put(16, wide, 0, wide.length);
        long[] out = new long[2];

        codec.copyFlat(source.call(), new long[] {16, 0x8000_0002L}, 0, target.call(), out, 0);

        assertThat(target.reallocs).containsExactly("0->4@2", "4->2@1");
        assertThat(out[1]).isEqualTo(2);
        assertThat(codec.lift(target.call(), out, 0)).isEqualTo("aé");
    }
}
