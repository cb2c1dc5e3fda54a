package org.latticehost.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** All vectors and sequences of the collection. Immutable. */
public final class VectorFiles {
    static final String HOST = "NB6AKBC2OIO2VWKSWY4QZSSXAG7A77VUIETQAUXN4G7JW4FOJJZR46UC";
    private static final String COMPONENT = "MCL43MCPDKMYUGG4PSH6KCDFWMSXBDNEPIBTSOKYPX24EB7IODUFXYUY";
    private static final String ISSUER = "AC457CLNAUSJLWOHGRUD3VLBXKGOM3JJKKGMXPRJNR6BAJB5K3PXYB44";
    private static final List<String> VECTORS = List.of(
            "auction",
            "claims",
            "component-scale",
            "component-update",
            "config-service",
            "config",
            "events",
            "host",
            "kv",
            "label",
            "link",
            "parse-rules",
            "provider-rpc",
            "provider",
            "registry",
            "wadm-intake");
    private static final List<String> SEQUENCES = List.of("sequences", "more-sequences");

    private final Map<String, Vector> vectors = new LinkedHashMap<>();
    private final Map<String, JsonNode> sequences = new LinkedHashMap<>();

    private VectorFiles(UnaryOperator<String> translate) {
        for (String file : VECTORS) {
            for (JsonNode each : Json.read(bytes(file, translate)).get("vectors")) {
                String reference = file + "#" + each.get("name").textValue();
                vectors.put(reference, new Vector(reference, each));
            }
        }
        for (String file : SEQUENCES) {
            for (JsonNode each : Json.read(bytes(file, translate)).get("sequences")) {
                sequences.put(each.get("name").textValue(), each);
            }
        }
    }

    /** As they are, with the identities of the samples. */
    static VectorFiles samples() {
        return new VectorFiles(UnaryOperator.identity());
    }

    /** In the words of a host of some lattice. */
    static VectorFiles of(String hostId, String lattice, String url) {
        return new VectorFiles(text -> text.replace(HOST, hostId)
                .replace(COMPONENT, SignedArtifact.COMPONENT)
                .replace(ISSUER, SignedArtifact.ISSUER)
                .replace("v1.default.", "v1." + lattice + ".")
                .replace("wasmbus.evt.default.", "wasmbus.evt." + lattice + ".")
                .replace("wasmbus.rpc.default.", "wasmbus.rpc." + lattice + ".")
                .replace("wasmbus.cfg.default.", "wasmbus.cfg." + lattice + ".")
                .replace("DATA_default.", "DATA_" + lattice + ".")
                .replace("\"lattice\": \"default\"", "\"lattice\": \"" + lattice + "\"")
                .replace("nats://127.0.0.1:4222", url));
    }

    Vector vector(String reference) {
        Vector found = vectors.get(reference);
        if (found == null) {
            throw new IllegalArgumentException("no vector " + reference);
        }
        return found;
    }

    Map<String, Vector> vectors() {
        return vectors;
    }

    Map<String, JsonNode> sequences() {
        return sequences;
    }

    /**
     * The bytes of a file of the collection, as it is.
     *
     * @param name without ending: {@code parse-rules}
     */
    public static byte[] file(String name) {
        String path = "control/" + name + ".json";
        try (InputStream in = VectorFiles.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no file " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String name, UnaryOperator<String> translate) {
        return translate.apply(new String(file(name), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }
}
