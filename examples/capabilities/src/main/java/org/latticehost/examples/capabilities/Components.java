package org.latticehost.examples.capabilities;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ScaleCommand;

/** The components of these examples, from the class path. */
final class Components {
    private Components() {}

    /** The command that starts a component under an id. */
    static ScaleCommand start(String id, String name) {
        String path = "/components/" + name + "/" + name + ".wasm";
        try (InputStream in = Objects.requireNonNull(Components.class.getResourceAsStream(path), path)) {
            return ScaleCommand.of(id, Artifact.bytes(name + ".wasm", in.readAllBytes()))
                    .maxInstances(10);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
