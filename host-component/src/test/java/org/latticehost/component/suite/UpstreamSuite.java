package org.latticehost.component.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the upstream suite, which is not part of the repository. */
final class UpstreamSuite {
    static final String PROPERTY = "latticehost.suites";

    private UpstreamSuite() {}

    /** The folder with a folder per script, if it is there. */
    static Optional<Path> componentModel() {
        String given = System.getProperty(PROPERTY);
        if (given != null) {
            return existing(Path.of(given, "component-model"));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Optional<Path> found = existing(at.resolve("shared/suites/component-model"));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> existing(Path folder) {
        return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
    }
}
