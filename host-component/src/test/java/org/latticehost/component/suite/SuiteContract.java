package org.latticehost.component.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.latticehost.component.ComponentRuntimeFactory;
import org.latticehost.host.spi.RuntimeSettings;
import org.latticehost.host.spi.WasmRuntime;

/** Runs the scripts of this project and, where they are at hand, those of upstream on the engine of the subclass. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SuiteContract {
    private static final SuiteList ALL = new SuiteList(Set.of(), Map.of(), Map.of());

    private final Tally own = new Tally();
    private final Tally upstream = new Tally();
    private WasmRuntime runtime;
    private FixtureFolder fixtures;

    /** The engine's name. */
    protected abstract String engine();

    /** Upstream commands that this engine cannot pass, as {@code script:line}, each with the reason. */
    protected Map<String, String> known() {
        return Map.of();
    }

    @BeforeAll
    void open() throws IOException {
        fixtures = FixtureFolder.open("/fixtures/wat");
        runtime = new ComponentRuntimeFactory()
                .create(new RuntimeSettings(Optional.of(engine()), Optional.empty(), 64 << 20, 256 << 20));
    }

    @AfterAll
    void close() throws IOException {
        System.out.println("own suite on " + engine() + ": " + own);
        System.out.println("upstream suite on " + engine() + ": " + upstream);
        runtime.close();
        fixtures.close();
    }

    @TestFactory
    Stream<DynamicTest> ownScriptsPass() {
        return SuiteScript.foldersIn(fixtures.path()).stream().map(folder -> test(folder, ALL, own));
    }

    @TestFactory
    Stream<DynamicTest> upstreamScriptsPass() {
        Optional<Path> suite = UpstreamSuite.componentModel();
        Assumptions.assumeTrue(
                suite.isPresent(),
                "upstream suite not found: set -D" + UpstreamSuite.PROPERTY
                        + " to the folder that holds component-model");
        SuiteList list = SuiteList.read("/suite/component-model.txt").skipping(known());
        List<Path> folders = SuiteScript.foldersIn(suite.orElseThrow());
        return folders.stream()
                .filter(folder -> list.run().contains(folder.getFileName().toString()))
                .map(folder -> test(folder, list, upstream));
    }

    private DynamicTest test(Path folder, SuiteList list, Tally total) {
        String name = folder.getFileName().toString().replace("/", "");
        return DynamicTest.dynamicTest(name, () -> {
            try (EngineRunner runner = new EngineRunner(runtime)) {
                Tally tally = Tally.of(SuiteScript.read(folder), runner, list);
                total.add(tally);
                assertThat(tally.failures()).isEmpty();
                assertThat(tally.passed()).as("%s", tally).isPositive();
            }
        });
    }
}
