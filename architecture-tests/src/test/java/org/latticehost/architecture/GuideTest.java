package org.latticehost.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages for users show can be copied: it compiles. */
class GuideTest {
    @TempDir
    private Path classes;

    @ParameterizedTest
    @MethodSource("guides")
    void snippetsCompile(Guide guide) throws IOException {
        assertThat(compile(guide.source())).as(guide.toString()).isEmpty();
    }

    @Test
    void aSnippetThatDoesNotCompileIsFound() throws IOException {
        assertThat(compile("class Page { void line1() { noSuchMethod(); } }")).hasSize(1);
    }

    static Stream<Guide> guides() {
        Path docs = SourceTree.root().resolve("docs");
        return Stream.concat(
                        Stream.of(SourceTree.root().resolve("README.md")),
                        SourceTree.list(docs, page -> page.toString().endsWith(".md")).stream())
                .map(Guide::read)
                .filter(Guide::hasSnippets);
    }

    private List<String> compile(String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> options =
                List.of("-proc:none", "-nowarn", "-classpath", classPath, "-d", classes.toString(), "--release", "17");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
            compiler.getTask(null, files, found, options, null, List.of(new Source(source)))
                    .call();
        }
        return found.getDiagnostics().stream()
                .filter(message -> message.getKind() == Diagnostic.Kind.ERROR)
                .map(message -> "line " + message.getLineNumber() + ": " + message.getMessage(null))
                .toList();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Page.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
