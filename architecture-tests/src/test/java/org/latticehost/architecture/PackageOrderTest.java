package org.latticehost.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackageOrderTest {
    private static final String API = Modules.ROOT + ".host";

    @Test
    void packagesFormNoCycles() {
        // A slice per package: the group takes the whole rest of the name.
        slices().matching(Modules.ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(Production.CLASSES);
    }

    @ParameterizedTest
    @MethodSource("positions")
    void anApiPackageUsesOnlyThoseAfterIt(int position) {
        String[] above = Modules.API_ORDER.subList(0, position).stream()
                .map(PackageOrderTest::pattern)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(pattern(Modules.API_ORDER.get(position)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above)
                .allowEmptyShould(true)
                .check(Production.CLASSES);
    }

    @Test
    void everyApiPackageHasAPlaceInTheOrder() {
        List<String> packages = Production.CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.equals(API) || name.startsWith(API + "."))
                .map(name -> name.equals(API) ? "" : Modules.segment(Modules.ROOT + name.substring(API.length())))
                .distinct()
                .toList();

        assertThat(Modules.API_ORDER).containsAll(packages);
    }

    static IntStream positions() {
        return IntStream.range(1, Modules.API_ORDER.size());
    }

    private static String pattern(String name) {
        return name.isEmpty() ? API : API + "." + name + "..";
    }
}
