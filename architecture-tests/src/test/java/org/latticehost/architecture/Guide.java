package org.latticehost.architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page for users, as a Java class that compiles when every Java snippet of the page does.
 *
 * <p>A snippet that declares types becomes members of the class, any other the body of a method of its own. What a page takes
 * for granted, beside a {@code host}, it says in a comment, {@code <!-- given: Artifact artifact; -->}: fields of the class.
 * Snippets may leave out imports of our API and of {@code java.util} and its like. Lines keep their numbers.
 */
record Guide(Path page, String source) {
    private static final Pattern GIVEN = Pattern.compile("(?s)<!-- given: (.*?) -->");
    private static final Pattern IMPORT = Pattern.compile("import .*;");
    private static final Pattern DECLARATION = Pattern.compile(
            "(?:@\\w+.*|(?:public |final |sealed |static |abstract )*(?:class|interface|record|enum) .*)");
    private static final List<String> IMPORTED = List.of(
            "java.nio.file.Path",
            "java.time.Duration",
            "java.util.*",
            "java.util.concurrent.*",
            "io.opentelemetry.api.OpenTelemetry",
            "io.opentelemetry.context.Context");

    static Guide read(Path page) {
        String text = SourceTree.read(page);
        Set<String> imports = new TreeSet<>();
        IMPORTED.forEach(name -> imports.add("import " + name + ";"));
        SourceTree.packages(SourceTree.sources(SourceTree.root().resolve("host-api")))
                .forEach(folder -> imports.add("import " + packageName(folder) + ".*;"));
        StringBuilder body = new StringBuilder();
        List<String> lines = text.lines().toList();
        boolean inside = false;
        boolean declares = false;
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (inside && line.equals("```")) {
                inside = false;
                body.append(declares ? "" : "}");
            } else if (inside && IMPORT.matcher(line).matches()) {
                imports.add(line);
            } else if (inside) {
                body.append(line);
            } else if (line.equals("```java")) {
                inside = true;
                declares = declares(lines.subList(at + 1, lines.size()));
                body.append(declares ? "" : "void line" + (at + 1) + "() throws Exception {");
            }
            body.append('\n');
        }
        StringBuilder given = new StringBuilder("WasmCloudHost host; ");
        Matcher found = GIVEN.matcher(text);
        while (found.find()) {
            given.append(found.group(1).replace('\n', ' ')).append(' ');
        }
        return new Guide(page, String.join(" ", imports) + " class Page { " + given + body + "}\n");
    }

    boolean hasSnippets() {
        return SourceTree.read(page).contains("\n```java\n");
    }

    private static boolean declares(List<String> rest) {
        return rest.stream()
                .filter(line -> !line.isBlank()
                        && !line.startsWith("//")
                        && !IMPORT.matcher(line).matches())
                .findFirst()
                .filter(line -> DECLARATION.matcher(line).matches())
                .isPresent();
    }

    private static String packageName(Path folder) {
        String path = folder.toString().replace('\\', '/');
        return path.substring(path.indexOf("src/main/java/") + "src/main/java/".length())
                .replace('/', '.');
    }

    @Override
    public String toString() {
        return page.getFileName().toString();
    }
}
