package org.latticehost.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The checked-out sources, found from the folder the tests run in. */
final class SourceTree {
    private static final Path ROOT = findRoot();

    private SourceTree() {}

    static Path root() {
        return ROOT;
    }

    /** The folders of the published modules that have sources. */
    static List<Path> publishedModules() {
        return list(
                ROOT, path -> path.getFileName().toString().startsWith("host-") && Files.isDirectory(sources(path)));
    }

    /** The main source folders of all modules, examples and benchmarks included. */
    static List<Path> mainSources() {
        return Stream.concat(
                        list(ROOT, Files::isDirectory).stream(),
                        list(ROOT.resolve("examples"), Files::isDirectory).stream())
                .map(SourceTree::sources)
                .filter(Files::isDirectory)
                .toList();
    }

    /** The folders below {@code sources} that hold types. */
    static List<Path> packages(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .map(Path::getParent)
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path sources(Path module) {
        return module.resolve("src/main/java");
    }

    static Path services(Path module) {
        return module.resolve("src/main/resources/META-INF/services");
    }

    static List<Path> list(Path folder, Predicate<Path> filter) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(filter).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path findRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("host-api"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("no folder above " + Path.of("").toAbsolutePath() + " holds host-api");
            }
        }
        return folder;
    }
}
