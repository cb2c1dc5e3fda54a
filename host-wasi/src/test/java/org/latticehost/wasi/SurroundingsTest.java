package org.latticehost.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.latticehost.component.spi.GuestExit;
import org.latticehost.component.spi.HostInterfaceSource;
import org.latticehost.host.error.GuestTrapException;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.spi.ConfigValues;
import org.latticehost.host.spi.GuestOutput;
import org.latticehost.host.spi.HttpGuestAdapter;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;

/** Environment, exit, random numbers, logging, configuration. */
class SurroundingsTest {
    private final FakeGuest guest = new FakeGuest();

    @Test
    void withoutGrantsThereIsNoEnvironmentAndOneArgument() throws Exception {
        assertThat(guest.get("wasi:cli/environment#get-environment")).isEqualTo(List.of());
        assertThat(guest.get("wasi:cli/environment#get-arguments")).isEqualTo(List.of("main.wasm"));
        assertThat(guest.get("wasi:cli/environment#initial-cwd")).isEqualTo(Optional.empty());
    }

    @Test
    void grantsGiveEnvironmentAndArguments() throws Exception {
        guest.grants(ComponentGrants.builder()
                .environment("B", "2")
                .environment("A", "1")
                .arguments(List.of("tool", "x y"))
                .build());
        assertThat(guest.get("wasi:cli/environment#get-environment"))
                .isEqualTo(List.of(List.of("B", "2"), List.of("A", "1")));
        assertThat(guest.get("wasi:cli/environment#get-arguments")).isEqualTo(List.of("tool", "x y"));
    }

    @Test
    void standardInputIsEmptyAndOutputIsDroppedWithoutServices() throws Exception {
        Object in = guest.get("wasi:cli/stdin#get-stdin");
        assertThat(StreamsTest.closed(guest.call("wasi:io/streams#[method]input-stream.blocking-read", in, 9L)))
                .isTrue();
        Object out = guest.get("wasi:cli/stdout#get-stdout");
        assertThat(guest.call("wasi:io/streams#[method]output-stream.blocking-write-and-flush", out, new byte[9]))
                .isEqualTo(WitResult.ok());
    }

    @Test
    void nothingIsATerminal() throws Exception {
        for (String stream : List.of("stdin", "stdout", "stderr")) {
            assertThat(guest.get("wasi:cli/terminal-" + stream + "#get-terminal-" + stream))
                    .isEqualTo(Optional.empty());
        }
    }

    @Test
    void exitEndsTheGuestWithAStatus() {
        assertThatThrownBy(() -> guest.call("wasi:cli/exit#exit", WitResult.ok()))
                .isInstanceOfSatisfying(
                        GuestExit.class, e -> assertThat(e.status()).isZero());
        assertThatThrownBy(() -> guest.call("wasi:cli/exit#exit", WitResult.err()))
                .isInstanceOfSatisfying(
                        GuestExit.class, e -> assertThat(e.status()).isEqualTo(1));
        assertThatThrownBy(() -> guest.call("wasi:cli/exit#exit-with-code", (byte) 200))
                .isInstanceOfSatisfying(
                        GuestExit.class, e -> assertThat(e.status()).isEqualTo(200));
    }

    @Test
    void randomBytesDifferAndAreLimited() throws Exception {
        byte[] one = (byte[]) guest.get("wasi:random/random#get-random-bytes", 32L);
        assertThat(one).hasSize(32).isNotEqualTo(guest.get("wasi:random/random#get-random-bytes", 32L));
        assertThat((byte[]) guest.get("wasi:random/insecure#get-insecure-random-bytes", 5L))
                .hasSize(5);
        assertThatThrownBy(() -> guest.call("wasi:random/random#get-random-bytes", (64L << 20) + 1))
                .isInstanceOf(GuestTrapException.class);
        assertThatThrownBy(() -> guest.call("wasi:random/insecure#get-insecure-random-bytes", -1L))
                .isInstanceOf(GuestTrapException.class);
    }

    @Test
    void everyInstanceHasASeedOfItsOwn() throws Exception {
        assertThat(guest.get("wasi:random/insecure-seed#insecure-seed"))
                .isNotEqualTo(new FakeGuest().get("wasi:random/insecure-seed#insecure-seed"));
        assertThat(guest.get("wasi:random/random#get-random-u64"))
                .isNotEqualTo(guest.get("wasi:random/insecure#get-insecure-random-u64"));
    }

    @Test
    void logLinesReachTheOutputCutToALimit() throws Exception {
        Output output = new Output();
        guest.service(GuestOutput.class, output);
        WitType.EnumOf level = (WitType.EnumOf) FakeGuest.type("wasi:logging/logging", "level");
        guest.call("wasi:logging/logging#log", WitEnum.of(level, "critical"), "ctx", "hello");
        guest.call("wasi:logging/logging#log", WitEnum.of(level, "trace"), "c", "x".repeat(1 << 20));
        assertThat(output.log().get(0)).isEqualTo("critical ctx: hello");
        assertThat(output.log().get(1)).hasSizeLessThan(70_000).endsWith("…");
    }

    @Test
    void configurationIsReadAsItIsNow() throws Exception {
        for (String name : List.of("wasi:config/store#", "wasi:config/runtime#")) {
            Map<String, String> values = new HashMap<>();
            guest.service(ConfigValues.class, () -> Map.copyOf(values));
            assertThat(guest.ok(name + "get", "k")).isEqualTo(Optional.empty());
            values.put("k", "v");
            assertThat(guest.ok(name + "get", "k")).isEqualTo(Optional.of("v"));
            assertThat(guest.ok(name + "get-all")).isEqualTo(List.of(List.of("k", "v")));
        }
    }

    @Test
    void configurationIsEmptyWithoutTheService() throws Exception {
        assertThat(guest.ok("wasi:config/store#get-all")).isEqualTo(List.of());
    }

    @Test
    void bothServicesAreFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(HostInterfaceSource.class)).hasAtLeastOneElementOfType(WasiInterfaces.class);
        assertThat(ServiceLoader.load(HttpGuestAdapter.class)).hasAtLeastOneElementOfType(WasiHttpAdapter.class);
    }
}
