package org.latticehost.component.internal.adapt;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.latticehost.host.error.ComponentLoadException;

/** Any bytes become a component, or end in an error with an offset within them. */
class ModuleAdapterFuzzTest {
    private static final byte[] MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0};

    @FuzzTest
    void adaptsOrRefusesSections(byte[] sections) {
        byte[] bytes = Arrays.copyOf(MODULE, MODULE.length + sections.length);
        System.arraycopy(sections, 0, bytes, MODULE.length, sections.length);
        check(bytes);
    }

    @FuzzTest
    void adaptsOrRefusesAWorld(byte[] world) {
        byte[] name = "component-type:w".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(MODULE);
        bytes.write(0);
        int length = 1 + name.length + world.length;
        for (int left = length; ; left >>>= 7) {
            bytes.write(left < 0x80 ? left : (left & 0x7f) | 0x80);
            if (left < 0x80) {
                break;
            }
        }
        bytes.write(name.length);
        bytes.writeBytes(name);
        bytes.writeBytes(world);
        check(bytes.toByteArray());
    }

    private static void check(byte[] bytes) {
        try {
            if (ModuleAdapter.adapt(bytes, List.of()) == null) {
                throw new AssertionError("nothing was made");
            }
        } catch (ComponentLoadException expected) {
            long offset = expected.offset().orElseThrow();
            if (offset < 0 || offset > bytes.length) {
                throw new AssertionError("offset " + offset + " of " + bytes.length + " bytes", expected);
            }
        }
    }
}
