package org.latticehost.component.internal.validate;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.latticehost.host.error.ComponentLoadException;

/** Any bytes are a component, or end in an error with an offset within them. */
class ComponentReaderFuzzTest {
    private static final byte[] COMPONENT = {0, 'a', 's', 'm', 13, 0, 1, 0};

    @FuzzTest
    void readsOrRefuses(byte[] bytes) {
        check(bytes);
    }

    @FuzzTest
    void readsOrRefusesSections(byte[] sections) {
        byte[] bytes = Arrays.copyOf(COMPONENT, COMPONENT.length + sections.length);
        System.arraycopy(sections, 0, bytes, COMPONENT.length, sections.length);
        check(bytes);
    }

    private static void check(byte[] bytes) {
        try {
            if (ComponentReader.read(bytes) == null) {
                throw new AssertionError("nothing was read");
            }
        } catch (ComponentLoadException expected) {
            long offset = expected.offset().orElseThrow();
            if (offset < 0 || offset > bytes.length) {
                throw new AssertionError("offset " + offset + " of " + bytes.length + " bytes", expected);
            }
        }
    }
}
