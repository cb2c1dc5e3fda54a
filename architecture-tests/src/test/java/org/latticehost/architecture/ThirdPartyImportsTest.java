package org.latticehost.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

class ThirdPartyImportsTest {
    @Test
    void onlyTheEndiveModuleImportsEndive() {
        onlyIn("endive", "run.endive..");
    }

    @Test
    void onlyTheWasmtimeModuleImportsWasmtime() {
        onlyIn("wasmtime", "io.github.kawamuray..");
    }

    @Test
    void onlyTheNatsModuleImportsTheNatsClient() {
        onlyIn("nats", "io.nats..");
    }

    @Test
    void onlyTheRedisModuleImportsTheRedisClient() {
        onlyIn("redisproviders", "redis.clients..");
    }

    @Test
    void onlyTheProvidersImportJetty() {
        onlyIn("providers", "org.eclipse.jetty..");
    }

    @Test
    void onlyTheTestkitImportsTestLibraries() {
        onlyIn("testkit", "org.junit..", "org.assertj..", "org.opentest4j..");
    }

    private static void onlyIn(String module, String... packages) {
        noClasses()
                .that()
                .resideOutsideOfPackage(Modules.tree(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .allowEmptyShould(true)
                .check(Production.CLASSES);
    }
}
