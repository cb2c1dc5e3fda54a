package org.latticehost.wrpc.internal.codec;

import org.latticehost.host.wit.WitFlags;
import org.latticehost.host.wit.WitType;

/** Coder of flags: as few bytes as hold them, the first flag in the lowest bit of the first. */
final class FlagsCoder extends Coder {
    private final WitType.FlagsOf type;
    private final int size;

    FlagsCoder(WitType.FlagsOf type) {
        this.type = type;
        this.size = (type.labels().size() + 7) / 8;
    }

    @Override
    public void write(Encoder out, Object value) {
        WitFlags flags = (WitFlags) value;
        for (int i = 0; i < size; i += 4) {
            out.fixed(flags.word(i / 4), Math.min(4, size - i));
        }
    }

    @Override
    public Object read(Decoder in, int depth) {
        if (in.available() < size) {
            return MORE;
        }
        in.charge(40L + size);
        int[] words = new int[(size + 3) / 4];
        for (int i = 0; i < size; i += 4) {
            words[i / 4] = (int) in.fixed(Math.min(4, size - i));
        }
        int last = type.labels().size() % 32;
        if (last != 0 && words[words.length - 1] >>> last != 0) {
            throw in.malformed("flags beyond the " + type.labels().size() + " known ones");
        }
        return WitFlags.of(type, words);
    }

    @Override
    public int minSize() {
        return size;
    }
}
