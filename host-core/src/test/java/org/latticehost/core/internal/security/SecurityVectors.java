package org.latticehost.core.internal.security;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.latticehost.core.internal.json.Json;

/** Keys, tokens and binaries with what is to be made of them. All keys are made from fixed bytes, for tests only. */
public final class SecurityVectors {
    private SecurityVectors() {}

    /** The entries of a list in a file. */
    public static Stream<JsonNode> of(String file, String list) {
        try (InputStream in = SecurityVectors.class.getResourceAsStream(file + ".json")) {
            return Objects.requireNonNull(
                            Json.read(Objects.requireNonNull(in, file).readAllBytes())
                                    .get(list),
                            list)
                    .valueStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
