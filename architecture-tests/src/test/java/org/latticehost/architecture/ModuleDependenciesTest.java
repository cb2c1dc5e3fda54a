package org.latticehost.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModuleDependenciesTest {
    @ParameterizedTest
    @MethodSource("modules")
    void importsOnlyTheModulesBelowIt(String module) {
        String[] others = modules()
                .filter(other -> !other.equals(module))
                .filter(other -> !Modules.ALLOWED.get(module).contains(other))
                .map(Modules::tree)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(Modules.tree(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .check(Production.CLASSES);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void keepsItsInternalPackagesToItself(String module) {
        noClasses()
                .that()
                .resideOutsideOfPackage(Modules.tree(module))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(Modules.ROOT + "." + module + "..internal..")
                .allowEmptyShould(true)
                .check(Production.CLASSES);
    }

    @Test
    void everyPackageBelongsToAKnownModule() {
        Set<String> known = Modules.ALLOWED.keySet();

        assertThat(Production.CLASSES)
                .allSatisfy(
                        type -> assertThat(known).as(type.getName()).contains(Modules.segment(type.getPackageName())));
    }

    static Stream<String> modules() {
        return Modules.ALLOWED.keySet().stream().sorted();
    }
}
