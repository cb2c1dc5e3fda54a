package org.latticehost.component.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The upstream Component Model suite: which components are accepted and which are refused. */
class UpstreamSuiteTest {
    private static final SuiteList LIST = SuiteList.read("/suite/component-model.txt")
            .skipping(Map.of("validation-core-modules:24", "function bodies are read by engines only"));
    private static final Tally TOTAL = new Tally();
    private static List<Path> folders = List.of();

    @BeforeAll
    static void findTheSuite() {
        Optional<Path> suite = UpstreamSuite.componentModel();
        Assumptions.assumeTrue(
                suite.isPresent(),
                "upstream suite not found: set -D" + UpstreamSuite.PROPERTY
                        + " to the folder that holds component-model");
        folders = SuiteScript.foldersIn(suite.orElseThrow());
    }

    @AfterAll
    static void report() {
        if (!folders.isEmpty()) {
            System.out.println("upstream suite: " + LIST.run().size() + " scripts run, "
                    + LIST.excluded().size() + " excluded; commands: " + TOTAL);
        }
    }

    @Test
    void everyScriptIsListedAsRunOrExcluded() {
        assertThat(folders)
                .isNotEmpty()
                .allSatisfy(folder -> assertThat(LIST.knows(folder.getFileName().toString()))
                        .as("%s is listed", folder.getFileName())
                        .isTrue());
    }

    @TestFactory
    List<DynamicTest> acceptsAndRefusesAsExpected() {
        return folders.stream()
                .filter(folder -> LIST.run().contains(folder.getFileName().toString()))
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
                    Tally tally = Tally.of(SuiteScript.read(folder), new SuiteRunner(), LIST);
                    TOTAL.add(tally);
                    assertThat(tally.failures()).isEmpty();
                    assertThat(tally.passed()).as("%s", tally).isPositive();
                }))
                .toList();
    }
}
