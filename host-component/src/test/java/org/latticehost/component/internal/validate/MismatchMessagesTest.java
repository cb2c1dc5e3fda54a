package org.latticehost.component.internal.validate;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ComponentLoadException;

/** Errors must lead to the place in a large type. */
class MismatchMessagesTest {

    @Test
    void namesThePathToTheFirstDifference() {
        // Two records {a: u32, b: list<TYPE>}; a component that imports the one gets the other.
        BinaryText nested = BinaryText.component()
                .section(7, record(0x79))
                .section(10, new BinaryText().u32(1).externName("t").bytes(3, 0).u32(1));
        byte[] binary = BinaryText.component()
                .section(7, record(0x73))
                .section(4, nested)
                .section(
                        5,
                        new BinaryText()
                                .u32(1)
                                .bytes(0)
                                .u32(0)
                                .u32(1)
                                .name("t")
                                .bytes(3)
                                .u32(1))
                .toBytes();
        assertThatExceptionOfType(ComponentLoadException.class)
                .isThrownBy(() -> ComponentReader.read(binary))
                .withMessageContaining("for import `t`: in record `b`: in list 0: expected u32, found string");
    }

    private static BinaryText record(int element) {
        return new BinaryText()
                .u32(2)
                .bytes(0x70, element)
                .bytes(0x72)
                .u32(2)
                .name("a")
                .bytes(0x79)
                .name("b")
                .u32(0);
    }
}
