package org.latticehost.component.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One command of a script. */
record SuiteCommand(String script, Path folder, JsonNode json) {

    /** {@code component}, {@code assert_return}, ... */
    String type() {
        return json.path("type").asText();
    }

    int line() {
        return json.path("line").asInt();
    }

    /** The message that upstream expects, for reports. */
    String text() {
        return json.path("text").asText("");
    }

    /** Optional features that the command needs, as tagged when the script was converted. */
    List<String> features() {
        List<String> features = new ArrayList<>();
        json.path("features").forEach(f -> features.add(f.asText()));
        return features;
    }

    /** The binary, if the command has one. */
    Optional<byte[]> binary() {
        String name = json.path("filename").asText("");
        if (!name.endsWith(".wasm")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return script + ":" + line() + " " + type();
    }
}
