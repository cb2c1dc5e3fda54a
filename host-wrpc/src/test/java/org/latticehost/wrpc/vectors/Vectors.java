package org.latticehost.wrpc.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The vector files. */
public final class Vectors {
    private Vectors() {}

    public static List<JsonNode> of(String file, String member) {
        try (var in = Vectors.class.getResourceAsStream("/org/latticehost/wrpc/" + file)) {
            List<JsonNode> all = new ArrayList<>();
            new ObjectMapper().readTree(in).get(member).forEach(all::add);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
