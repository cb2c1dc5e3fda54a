package org.latticehost.component.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which scripts of a suite run, and why the others do not. */
record SuiteList(Set<String> run, Map<String, String> excluded, Map<String, String> skipped) {

    /** Reads the list from test resources. */
    static SuiteList read(String resource) {
        Set<String> run = new LinkedHashSet<>();
        Map<String, String> excluded = new LinkedHashMap<>();
        Map<String, String> skipped = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(SuiteList.class.getResourceAsStream(resource), resource)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        String[] parts = line.split(" ", 3);
                        switch (parts[0]) {
                            case "run" -> run.add(parts[1]);
                            case "exclude" -> excluded.put(parts[1], parts[2]);
                            case "skip" -> skipped.put(parts[1], parts[2]);
                            default -> throw new IllegalArgumentException(resource + ": " + line);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SuiteList(run, excluded, skipped);
    }

    /** This list with more commands skipped. */
    SuiteList skipping(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(skipped);
        all.putAll(more);
        return new SuiteList(run, excluded, all);
    }

    boolean knows(String script) {
        return run.contains(script) || excluded.containsKey(script);
    }
}
