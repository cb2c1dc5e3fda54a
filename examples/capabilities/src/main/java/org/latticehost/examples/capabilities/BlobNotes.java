package org.latticehost.examples.capabilities;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.bind.WitErrorException;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.StartProvider;

/** A component that keeps texts in a blob store, here a folder: what it may reach ends there. */
final class BlobNotes {
    private BlobNotes() {}

    /** {@code examples:notes/notes}. */
    public interface Notes {
        long put(String name, String text);

        String get(String name);

        List<String> names();
    }

    static List<String> run(Path folder) {
        try (WasmCloudHost host = WasmCloudHost.builder().build().start()) {
            host.scale(Components.start("notes", "notes"));
            host.startProvider(StartProvider.builtin("files", "blobstore-fs"));
            host.putConfig("folder", Map.of("root", folder.toString()));
            host.putLink(Link.from("notes")
                    .to("files")
                    .interfaces("wasi:blobstore", "blobstore")
                    .targetConfig("folder")
                    .build());

            Notes notes = host.component("notes", Notes.class);
            List<String> lines = new ArrayList<>();
            lines.add("put shopping -> " + notes.put("shopping", "bread, butter") + " bytes");
            lines.add("put 2026/plans -> " + notes.put("2026/plans", "more of it. ".repeat(5_000)) + " bytes");
            lines.add("get shopping -> " + notes.get("shopping"));
            lines.add("names -> " + notes.names());
            lines.add("get ../secret -> " + refused(notes));
            return lines;
        }
    }

    private static String refused(Notes notes) {
        try {
            return notes.get("../secret");
        } catch (WitErrorException e) {
            return "refused: " + e.value();
        }
    }
}
