package org.latticehost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.component.internal.abi.RandomValues;
import org.latticehost.component.spi.contract.EchoComponent;
import org.latticehost.core.memory.InMemoryLattice;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitValues;

/** Values of types by chance come back unchanged from a component of this host, and from one of another host. */
class SameResultsTest {
    private static final int TYPES = 15;
    private static final int VALUES = 8;

    private final InMemoryLattice lattice = InMemoryLattice.create("same");
    private final WasmCloudHost host = start();
    private final WasmCloudHost other = start();

    private WasmCloudHost start() {
        return WasmCloudHost.builder()
                .lattice("same")
                .engine("endive")
                .transport(lattice.transport())
                .gracePeriod(Duration.ofSeconds(2))
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        host.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void fromHereAndFromElsewhere(long seed) throws Exception {
        RandomValues random = new RandomValues(seed);
        for (int i = 0; i < TYPES; i++) {
            WitType type = random.type(4);
            Artifact echo = Artifact.bytes("registry.example/echo" + i + ":1", EchoComponent.bytes(type));
            host.scale(ScaleCommand.of("here" + i, echo));
            other.scale(ScaleCommand.of("there" + i, echo));
            WitType wrapped = EchoComponent.wrapped(type);
            FunctionType function = new FunctionType(List.of(new WitType.Field("x", wrapped)), Optional.of(wrapped));
            for (int j = 0; j < VALUES; j++) {
                Object value = random.value(wrapped);
                String what = "seed " + seed + ", value " + j + " of " + type;
                assertThat(WitValues.equal(call("here" + i, function, value), value))
                        .as(what)
                        .isTrue();
                assertThat(WitValues.equal(call("there" + i, function, value), value))
                        .as(what)
                        .isTrue();
            }
        }
    }

    private Object call(String id, FunctionType type, Object value) throws Exception {
        return host.component(id)
                .call("", "echo", type, List.of(value), Context.root())
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }
}
