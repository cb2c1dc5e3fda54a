package org.latticehost.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.bind.WitErrorException;
import org.latticehost.host.bind.WitName;
import org.latticehost.host.error.BindingException;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;

/** A component called through a Java interface, which calls a Java object over a link. */
class TypedComponentTest {
    private static final Path CALC = Path.of("../host-component/src/test/resources/components/calc.wasm");

    sealed interface Token {
        @WitName("number")
        record Literal(double value) implements Token {}

        record Operator(Op op) implements Token {}

        record Name(String name) implements Token {}
    }

    enum Op {
        ADD,
        SUB,
        MUL,
        DIV
    }

    record Problem(long at, String message) {}

    static final class CalcException extends WitErrorException {
        private static final long serialVersionUID = 1L;

        public CalcException(Problem problem) {
            super(problem);
        }
    }

    interface Machine {
        double run(List<Token> program) throws CalcException;
    }

    /** What the component imports as {@code fixture:calc/names}. */
    static final class Constants {
        public double resolve(String name) throws CalcException {
            if (name.equals("two")) {
                return 2;
            }
            throw new CalcException(new Problem(1, "no " + name));
        }
    }

    @Test
    void callsAComponentAndServesItsImportsWithPlainJava() {
        try (WasmCloudHost host = WasmCloudHost.builder()
                .engine("endive")
                .provide("fixture:calc/names@0.2.0", new Constants())
                .build()
                .start()) {
            assertThatThrownBy(() -> host.component("calc", Machine.class))
                    .isInstanceOf(BindingException.class)
                    .hasMessageContaining("start it first");
            host.scale(ScaleCommand.of("calc", Artifact.file(CALC)).maxInstances(2));
            host.putLink(Link.from("calc")
                    .to("names")
                    .interfaces("fixture:calc", "names")
                    .build());

            Machine machine = host.component("calc", Machine.class);

            assertThat(machine.run(List.of(new Token.Literal(4), new Token.Name("two"), new Token.Operator(Op.DIV))))
                    .isEqualTo(2);
            assertThatThrownBy(() -> machine.run(List.of(new Token.Name("three"))))
                    .isInstanceOfSatisfying(
                            CalcException.class, e -> assertThat(e.value()).isEqualTo(new Problem(0, "no three")));
        }
    }
}
