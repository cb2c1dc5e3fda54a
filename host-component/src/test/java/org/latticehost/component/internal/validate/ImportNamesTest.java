package org.latticehost.component.internal.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportNamesTest {
    private final ImportNames names = new ImportNames(List.of(
            "wasi:io/streams@0.2.6",
            "wasi:io/streams@0.2.3",
            "a:b/c@1.4.0",
            "a:b/c@1.10.2",
            "a:b/c@2.0.0",
            "a:b/d@0.0.1",
            "wasi:keyvalue/store@0.2.0-draft",
            "wasi:logging/logging",
            "plain"));

    @ParameterizedTest
    @CsvSource({
        "wasi:io/streams@0.2.3, wasi:io/streams@0.2.3",
        "wasi:io/streams@0.2.0, wasi:io/streams@0.2.6",
        "wasi:io/streams@0.2.12, wasi:io/streams@0.2.6",
        "wasi:io/streams@0.2.6+build, wasi:io/streams@0.2.6",
        "a:b/c@1.0.0, a:b/c@1.10.2",
        "a:b/c@2.3.4, a:b/c@2.0.0",
        "a:b/d@0.0.1, a:b/d@0.0.1",
        "wasi:keyvalue/store@0.2.0-draft, wasi:keyvalue/store@0.2.0-draft",
        "wasi:logging/logging, wasi:logging/logging",
        "plain, plain",
    })
    void findsTheBestOffer(String imported, String offered) {
        assertThat(names.find(imported)).contains(offered);
    }

    @ParameterizedTest
    @CsvSource({
        "wasi:io/streams@0.3.0",
        "wasi:io/streams@0.2.0-rc.1",
        "wasi:io/streams",
        "a:b/c@3.0.0",
        "a:b/d@0.0.2",
        "wasi:keyvalue/store@0.2.0",
        "wasi:keyvalue/store@0.2.0-draft2",
        "wasi:logging/logging@0.1.0-draft",
        "other",
    })
    void findsNothingThatIsNotCompatible(String imported) {
        assertThat(names.find(imported)).isEmpty();
    }

    @Test
    void ignoresVersionsThatAreNone() {
        assertThat(new ImportNames(List.of("a:b/c@1")).find("a:b/c@1.0.0")).isEmpty();
    }
}
