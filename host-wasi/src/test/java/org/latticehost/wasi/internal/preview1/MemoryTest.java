package org.latticehost.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreLimits;
import org.latticehost.component.spi.CoreMemory;

class MemoryTest {
    private final ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    private final CoreMemory memory = new BufferMemory(bytes);

    @Test
    void spreadsBytesOverBuffersOneOfWhichLiesOverTheirList() throws Exception {
        bytes.putInt(0, 8).putInt(4, 8).putInt(8, 32).putInt(12, 4);
        byte[] read = {0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4};
        assertThat(Memory.room(memory, 0, 2)).isEqualTo(12);
        Memory.scatter(memory, 0, 2, read);
        assertThat(bytes.getLong(8)).isZero();
        assertThat(bytes.getInt(32)).isEqualTo(0x04030201);
    }

    @Test
    void collectsTheBytesOfBuffers() throws Exception {
        bytes.putInt(0, 32)
                .putInt(4, 2)
                .putInt(8, 40)
                .putInt(12, 0)
                .putInt(16, 33)
                .putInt(20, 1);
        bytes.put(32, (byte) 7).put(33, (byte) 8);
        assertThat(Memory.gather(memory, 0, 3)).containsExactly(7, 8, 8);
    }

    @Test
    void readsNoMoreThanALimitHoweverLongTheBuffersSay() throws Exception {
        bytes.putInt(0, 0).putInt(4, -1).putInt(8, 0).putInt(12, -1);
        assertThat(Memory.room(memory, 0, 2)).isEqualTo(1 << 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1025, Integer.MIN_VALUE})
    void refusesVeryManyBuffers(int count) {
        assertThatThrownBy(() -> Memory.room(memory, 0, count))
                .isInstanceOfSatisfying(Errno.class, e -> assertThat(e.number()).isEqualTo(Errno.INVAL));
    }

    @ParameterizedTest
    @ValueSource(longs = {4097, 0xffff_ffffL, -1})
    void refusesLongPaths(long length) {
        assertThatThrownBy(() -> Memory.path(memory, 0, length))
                .isInstanceOfSatisfying(Errno.class, e -> assertThat(e.number()).isEqualTo(Errno.NAMETOOLONG));
    }

    private record BufferMemory(ByteBuffer bytes) implements CoreMemory {
        @Override
        public CoreExternType type() {
            return new CoreExternType.Memory(new CoreLimits(1, OptionalLong.empty()), false, false);
        }

        @Override
        public long byteSize() {
            return bytes.capacity();
        }

        @Override
        public byte getByte(int address) {
            return bytes.get(address);
        }

        @Override
        public short getShort(int address) {
            return bytes.getShort(address);
        }

        @Override
        public int getInt(int address) {
            return bytes.getInt(address);
        }

        @Override
        public long getLong(int address) {
            return bytes.getLong(address);
        }

        @Override
        public void putByte(int address, byte value) {
            bytes.put(address, value);
        }

        @Override
        public void putShort(int address, short value) {
            bytes.putShort(address, value);
        }

        @Override
        public void putInt(int address, int value) {
            bytes.putInt(address, value);
        }

        @Override
        public void putLong(int address, long value) {
            bytes.putLong(address, value);
        }

        @Override
        public void get(int address, byte[] target, int offset, int length) {
            bytes.get(address, target, offset, length);
        }

        @Override
        public void put(int address, byte[] source, int offset, int length) {
            bytes.put(address, source, offset, length);
        }

        @Override
        public void copyTo(int address, CoreMemory target, int targetAddress, int length) {
            throw new UnsupportedOperationException();
        }
    }
}
