package org.latticehost.examples.capabilities;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs every example of this package and prints what it did. */
public final class Capabilities {
    private Capabilities() {}

    public static void main(String[] args) throws Exception {
        print(System.out, "HTTP counter: HTTP server -> component -> key-value store", HttpCounter.run());
        print(System.out, "Ping, pong: Java -> component -> component", PingPong.run());
        print(System.out, "Chat: components that publish and subscribe", Chat.run());
        Path folder = Files.createTempDirectory("notes");
        print(System.out, "Notes: component -> blob store in " + folder, BlobNotes.run(folder));
        print(System.out, "Java service: component -> Java object", JavaService.run());
    }

    private static void print(PrintStream out, String title, List<String> lines) {
        out.println(title);
        lines.forEach(line -> out.println("  " + line));
    }
}
