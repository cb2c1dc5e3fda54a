package org.latticehost.component.suite;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A folder of test resources, also when they come from the jar of another module. */
record FixtureFolder(Path path, @Nullable FileSystem jar) implements AutoCloseable {

    static FixtureFolder open(String resource) throws IOException {
        try {
            URI uri = Objects.requireNonNull(FixtureFolder.class.getResource(resource), resource)
                    .toURI();
            if (!uri.getScheme().equals("jar")) {
                return new FixtureFolder(Path.of(uri), null);
            }
            FileSystem jar = FileSystems.newFileSystem(uri, Map.of());
            return new FixtureFolder(jar.getPath(resource), jar);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (jar != null) {
            jar.close();
        }
    }
}
