package org.latticehost.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the class path of the other tests does not show: whether the modules also work as modules. */
class ModuleDescriptorsTest {
    private static final ModuleFinder FINDER =
            ModuleFinder.of(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .filter(entry -> !entry.contains("test-classes"))
                    .map(Path::of)
                    .toArray(Path[]::new));

    @Test
    void theModulesResolveTogether() {
        List<String> names = ours().map(ModuleDescriptor::name).toList();

        assertThat(names).isNotEmpty();
        assertThatCode(() -> ModuleLayer.boot().configuration().resolve(FINDER, ModuleFinder.of(), names))
                .doesNotThrowAnyException();
    }

    @Test
    void noModuleExportsAnInternalPackage() {
        assertThat(ours())
                .allSatisfy(module -> assertThat(module.exports())
                        .as(module.name())
                        .extracting(ModuleDescriptor.Exports::source)
                        .noneMatch(name -> List.of(name.split("\\.")).contains("internal")));
    }

    @Test
    void aModuleRequiresOnlyThoseBelowIt() {
        assertThat(ours())
                .allSatisfy(module -> assertThat(module.requires())
                        .as(module.name())
                        .extracting(ModuleDescriptor.Requires::name)
                        .filteredOn(ModuleDescriptorsTest::isOurs)
                        .extracting(Modules::segment)
                        .isSubsetOf(Modules.ALLOWED.get(Modules.segment(module.name()))));
    }

    @Test
    void theDescriptorAndTheServiceFilesAgree() {
        Map<String, Set<String>> files = new HashMap<>();
        for (Path module : SourceTree.publishedModules()) {
            for (Path file : SourceTree.list(SourceTree.services(module), path -> true)) {
                SourceTree.read(file)
                        .lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .forEach(
                                line -> files.computeIfAbsent(file.getFileName().toString(), name -> new TreeSet<>())
                                        .add(line));
            }
        }
        Map<String, Set<String>> descriptors = ours().flatMap(module -> module.provides().stream())
                .collect(Collectors.toMap(
                        ModuleDescriptor.Provides::service, provides -> new TreeSet<>(provides.providers()), (a, b) -> {
                            a.addAll(b);
                            return a;
                        }));

        assertThat(descriptors).isEqualTo(files);
    }

    private static Stream<ModuleDescriptor> ours() {
        return FINDER.findAll().stream().map(ModuleReference::descriptor).filter(module -> isOurs(module.name()));
    }

    private static boolean isOurs(String module) {
        return module.startsWith(Modules.ROOT + ".");
    }
}
