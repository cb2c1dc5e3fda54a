package org.latticehost.component.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A script: a folder with the commands in {@code NAME.json} and the binaries they use. */
record SuiteScript(String name, List<SuiteCommand> commands) {

    static SuiteScript read(Path folder) {
        String name = folder.getFileName().toString().replace("/", "");
        try {
            JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve(name + ".json")));
            List<SuiteCommand> commands = new ArrayList<>();
            json.path("commands").forEach(c -> commands.add(new SuiteCommand(name, folder, c)));
            return new SuiteScript(name, commands);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The scripts below a folder, in order of their names. */
    static List<Path> foldersIn(Path suite) {
        try (Stream<Path> folders = Files.list(suite)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
