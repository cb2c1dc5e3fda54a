package org.latticehost.wasi.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.text.WitPackage;

/** The WIT declarations of what is offered here, read once. Immutable. */
public final class Declarations {
    private static final List<String> FILES = List.of(
            "io", "clocks", "random", "cli", "filesystem", "sockets", "http", "logging", "logging-draft", "config");
    private static final Declarations ALL = new Declarations();

    private final Map<String, WitInterface> interfaces = new HashMap<>();

    private Declarations() {
        List<String> texts = new ArrayList<>();
        FILES.forEach(file -> texts.add(read("/org/latticehost/wasi/internal/wit/" + file + ".wit")));
        for (WitPackage parsed : WitPackage.parseAll(texts)) {
            parsed.interfaces().values().forEach(i -> interfaces.put(i.name().toString(), i));
        }
    }

    /**
     * The type of an interface.
     *
     * @param name with version: {@code wasi:io/poll@0.2.6}
     */
    public static WitInterface of(String name) {
        WitInterface found = ALL.interfaces.get(name);
        if (found == null) {
            throw new IllegalArgumentException("'" + name + "' is not declared");
        }
        return found;
    }

    private static String read(String resource) {
        try (InputStream in = Declarations.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource " + resource + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
