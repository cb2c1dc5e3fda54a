package org.latticehost.component.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Our own scripts: their components are accepted, the wrong ones refused. */
class FixtureSuiteTest {
    private static final SuiteList ALL = new SuiteList(Set.of(), Map.of(), Map.of());

    static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(FixtureSuiteTest.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @TestFactory
    List<DynamicTest> acceptsAndRefusesAsExpected() {
        return SuiteScript.foldersIn(resource("/fixtures/wat")).stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
                    Tally tally = Tally.of(SuiteScript.read(folder), new SuiteRunner(), ALL);
                    assertThat(tally.failures()).isEmpty();
                    assertThat(tally.passed()).as("%s", tally).isPositive();
                }))
                .toList();
    }
}
