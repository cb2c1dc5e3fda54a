package org.latticehost.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SourceTreeTest {
    @Test
    void everyPackageIsNullMarked() {
        assertThat(SourceTree.mainSources())
                .isNotEmpty()
                .allSatisfy(sources -> assertThat(SourceTree.packages(sources))
                        .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                                .content()
                                .contains("@NullMarked")));
    }

    @Test
    void everyPublishedModuleHasADescriptor() {
        assertThat(SourceTree.publishedModules())
                .isNotEmpty()
                .allSatisfy(module -> assertThat(SourceTree.sources(module).resolve("module-info.java"))
                        .exists());
    }

    @Test
    void noPackageSpansTwoModules() {
        Map<String, Set<Path>> owners = new TreeMap<>();
        for (Path sources : SourceTree.mainSources()) {
            for (Path folder : SourceTree.packages(sources)) {
                owners.computeIfAbsent(sources.relativize(folder).toString(), name -> new TreeSet<>())
                        .add(sources);
            }
        }

        assertThat(owners)
                .isNotEmpty()
                .allSatisfy((name, modules) -> assertThat(modules).hasSize(1));
    }
}
