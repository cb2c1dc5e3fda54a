package org.latticehost.component.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.latticehost.component.ComponentRuntimeFactory;
import org.latticehost.host.bind.JavaCapability;
import org.latticehost.host.bind.TypedExports;
import org.latticehost.host.bind.WitErrorException;
import org.latticehost.host.bind.WitName;
import org.latticehost.host.error.BindingException;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.LinkOptions;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.host.spi.RuntimeSettings;
import org.latticehost.host.spi.WasmRuntime;

/** Components behind Java interfaces, and Java objects behind imports, on the engine of the subclass. */
public abstract class TypedContract {
    private static final TestInvocation INVOCATION = new TestInvocation();

    private final List<AutoCloseable> open = new ArrayList<>();

    /** The engine's name. */
    protected abstract String engine();

    enum Op {
        ADD,
        SUB,
        MUL,
        DIV
    }

    sealed interface Token {
        @WitName("number")
        record Literal(double value) implements Token {}

        record Operator(Op op) implements Token {}

        record Name(String name) implements Token {}
    }

    record Problem(long at, String message) {}

    static final class CalcException extends WitErrorException {
        private static final long serialVersionUID = 1L;

        public CalcException(Problem problem) {
            super(problem);
        }
    }

    interface Machine {
        interface Stack extends AutoCloseable {
            long push(Token t) throws CalcException;

            double[] values();

            long absorb(Stack other);

            @Override
            void close();
        }

        Stack newStack(double... initial);

        Optional<Boolean> stackDeeper(Stack a, Stack b);

        double run(List<Token> program) throws CalcException;

        int live();
    }

    /** Answers names. */
    public static final class Planets {
        public double resolve(String name) throws CalcException {
            if (name.equals("pi")) {
                return 3.5;
            }
            throw new CalcException(new Problem(7, "who is " + name + "?"));
        }
    }

    /** Resources of Java. */
    public static final class Books {
        private final List<Book> closed = new ArrayList<>();

        /** A book. */
        public final class Book implements AutoCloseable {
            private String title;

            Book(String title) {
                this.title = title;
            }

            public String title() {
                return title;
            }

            public void rename(String to) {
                title = to;
            }

            @Override
            public void close() {
                closed.add(this);
            }
        }

        public Book newBook(String title) {
            return new Book(title);
        }

        public long borrowLength(Book book) {
            return book.title.length();
        }

        public Book bookJoin(Book a, Book b) {
            return new Book(a.title + b.title);
        }

        public void log(String line) {
            assertThat(line).isNotNull();
        }

        public int openBooks() {
            return 0;
        }
    }

    @WitName("")
    interface User {
        long measure(Books.Book b);

        Books.Book keep(Books.Book b);
    }

    private LinkedComponent link(String path, JavaCapability... capabilities) throws IOException {
        WasmRuntime runtime = kept(new ComponentRuntimeFactory()
                .create(new RuntimeSettings(Optional.of(engine()), Optional.empty(), 1 << 20, 64 << 20)));
        try (InputStream in = TypedContract.class.getResourceAsStream(path)) {
            return kept(kept(runtime.compile(in.readAllBytes(), Optional.empty()))
                    .link(LinkOptions.builder()
                            .fallback(JavaCapability.resolver(capabilities))
                            .build()));
        }
    }

    private <T> T start(Class<T> type, LinkedComponent component) {
        ComponentInstance instance = kept(component.instantiate(INVOCATION));
        return TypedExports.of(type, component).on(instance, INVOCATION);
    }

    private <T extends AutoCloseable> T kept(T thing) {
        open.add(thing);
        return thing;
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private Machine calc() throws IOException {
        JavaCapability planets = JavaCapability.of("fixture:calc/names@0.2.0", new Planets());
        return start(Machine.class, link("/components/calc.wasm", planets));
    }

    @Test
    void callsAComponentThatCallsAJavaObject() throws IOException {
        Machine calc = calc();

        assertThat(calc.run(List.of(
                        new Token.Literal(3), new Token.Literal(4), new Token.Operator(Op.ADD), new Token.Name("pi"))))
                .isEqualTo(3.5);
        assertThatThrownBy(() -> calc.run(List.of(new Token.Name("eve"))))
                .isInstanceOfSatisfying(
                        CalcException.class,
                        e -> assertThat(((Problem) e.value()).message()).isEqualTo("who is eve?"));
    }

    @Test
    void resourcesOfAComponentAreObjectsOfJavaInterfaces() throws IOException {
        Machine calc = calc();

        try (Machine.Stack a = calc.newStack(1, 2)) {
            Machine.Stack b = calc.newStack(3);
            assertThat(a.push(new Token.Literal(9))).isEqualTo(3);

            assertThat(calc.stackDeeper(a, b)).contains(true);
            assertThat(a.absorb(b)).isPositive();
            assertThat(calc.live()).isEqualTo(1);
        }
        assertThat(calc.live()).isZero();
    }

    @Test
    void resourcesOfJavaAreTheObjectsThemselves() throws IOException {
        Books books = new Books();
        User user = start(
                User.class,
                link("/fixtures/wat/09-host-resource/0.wasm", JavaCapability.of("fixture:host/shelf@1.2.0", books)));
        Books.Book book = books.newBook("gamma");

        assertThat(user.measure(book)).isEqualTo(5);
        assertThat(user.keep(book)).isSameAs(book);
    }

    interface Mistaken {
        int run(List<String> program);
    }

    @Test
    void whatDoesNotFitIsFoundWhenBindingAndLinking() throws IOException {
        LinkedComponent calc =
                link("/components/calc.wasm", JavaCapability.of("fixture:calc/names@0.2.0", new Planets()));

        @WitName("fixture:calc/machine")
        interface Wrong extends Mistaken {}
        assertThatThrownBy(() -> TypedExports.of(Wrong.class, calc))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("Wrong.run, parameter 1[] (Java java.lang.String)")
                .hasMessageContaining("fixture:calc/machine@0.2.1#run, parameter 'program'[] (WIT variant {");
        assertThatThrownBy(() -> link("/components/calc.wasm", JavaCapability.of("fixture:calc/names@0.2.0", "text")))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("java.lang.String has no method for fixture:calc/names@0.2.1#resolve");
    }
}
