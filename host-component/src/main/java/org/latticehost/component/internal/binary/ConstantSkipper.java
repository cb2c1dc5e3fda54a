package org.latticehost.component.internal.binary;

/** Skips constant expressions, extended ones included; the engine checks them. */
final class ConstantSkipper {
    private final ByteReader in;

    ConstantSkipper(ByteReader in) {
        this.in = in;
    }

    void skip() {
        while (true) {
            int offset = in.offset();
            int op = in.u8();
            switch (op) {
                case 0x0b -> {
                    return;
                }
                case 0x23, 0xd2 -> in.u32();
                case 0x41, 0x42 -> signed(op == 0x41 ? 5 : 10);
                case 0x43 -> in.skip(4, "constant");
                case 0x44 -> in.skip(8, "constant");
                case 0xd0 -> in.s33();
                case 0x6a, 0x6b, 0x6c, 0x7c, 0x7d, 0x7e -> {
                    // Integer addition, subtraction and multiplication: no operands.
                }
                case 0xfd -> {
                    if (in.u32() != 12) {
                        throw ByteReader.malformed("constant expression required", offset);
                    }
                    in.skip(16, "constant");
                }
                case 0xfb -> throw ByteReader.unsupported("needs a core feature: GC constants", offset);
                default -> throw ByteReader.malformed("constant expression required", offset);
            }
        }
    }

    private void signed(int most) {
        int offset = in.offset();
        for (int i = 0; i < most; i++) {
            if (in.u8() < 0x80) {
                return;
            }
        }
        throw ByteReader.malformed("integer representation too long", offset);
    }
}
