package org.latticehost.wrpc.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SpillFileTest {

    @Test
    void takesNoMoreOfTheDiskThanWaitsHoweverMuchPasses() throws IOException {
        try (SpillFile file = new SpillFile()) {
            byte[] piece = new byte[1 << 20];
            long read = 0;
            for (int i = 0; i < 100; i++) {
                piece[0] = (byte) i;
                file.write(piece);
                if (i >= 20) { // the reader stays 20 MiB behind
                    read += expect(file, (byte) (i - 20));
                }
                assertThat(file.onDisk()).isLessThanOrEqualTo(file.unread() + (34 << 20));
            }
            for (int i = 80; i < 100; i++) {
                read += expect(file, (byte) i);
            }
            assertThat(read).isEqualTo(100L << 20);
            assertThat(file.read()).isNull();
            assertThat(file.onDisk()).isZero();
        }
    }

    private static int expect(SpillFile file, byte first) throws IOException {
        int read = 0;
        while (read < 1 << 20) {
            byte[] bytes = Objects.requireNonNull(file.read());
            if (read == 0) {
                assertThat(bytes[0]).isEqualTo(first);
            }
            read += bytes.length;
        }
        return read;
    }
}
