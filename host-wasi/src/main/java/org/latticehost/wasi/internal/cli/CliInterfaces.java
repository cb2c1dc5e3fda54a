package org.latticehost.wasi.internal.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latticehost.component.spi.GuestExit;
import org.latticehost.host.spi.GuestInput;
import org.latticehost.host.spi.GuestOutput;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitResult;
import org.latticehost.wasi.internal.io.InputSource;
import org.latticehost.wasi.internal.io.InputStreamResource;
import org.latticehost.wasi.internal.io.IoError;
import org.latticehost.wasi.internal.io.OutputSink;
import org.latticehost.wasi.internal.io.OutputStreamResource;
import org.latticehost.wasi.internal.io.PipeSource;
import org.latticehost.wasi.internal.store.Declarations;
import org.latticehost.wasi.internal.store.WasiStore;

/** {@code wasi:cli} as far as a guest imports it. No stream is ever a terminal. */
public final class CliInterfaces {
    private static final OutputSink STDOUT = new OutputServiceSink(GuestOutput::stdout);
    private static final OutputSink STDERR = new OutputServiceSink(GuestOutput::stderr);

    private CliInterfaces() {}

    public static List<HostInterface> all() {
        return List.of(
                environment(),
                exit(),
                HostInterface.builder(Declarations.of("wasi:cli/stdin@0.2.6"))
                        .function(
                                "get-stdin",
                                (call, args) -> new InputStreamResource(WasiStore.of(call), null, stdin(call)))
                        .build(),
                output("stdout", STDOUT),
                output("stderr", STDERR),
                HostInterface.builder(Declarations.of("wasi:cli/terminal-input@0.2.6"))
                        .build(),
                HostInterface.builder(Declarations.of("wasi:cli/terminal-output@0.2.6"))
                        .build(),
                noTerminal("stdin"),
                noTerminal("stdout"),
                noTerminal("stderr"));
    }

    private static HostInterface environment() {
        return HostInterface.builder(Declarations.of("wasi:cli/environment@0.2.6"))
                .function("get-environment", (call, args) -> {
                    List<List<Object>> pairs = new ArrayList<>();
                    call.grants().environment().forEach((name, value) -> pairs.add(List.of(name, value)));
                    return pairs;
                })
                .function("get-arguments", (call, args) -> call.grants().arguments())
                .function("initial-cwd", (call, args) -> Optional.empty())
                .build();
    }

    private static HostInterface exit() {
        return HostInterface.builder(Declarations.of("wasi:cli/exit@0.2.6"))
                .function("exit", (call, args) -> {
                    throw new GuestExit(((WitResult) args[0]).isOk() ? 0 : 1);
                })
                .function("exit-with-code", (call, args) -> {
                    throw new GuestExit(Byte.toUnsignedInt((Byte) args[0]));
                })
                .build();
    }

    private static InputSource stdin(HostCall call) {
        return call.invocation()
                .service(GuestInput.class)
                .<InputSource>map(
                        input -> new PipeSource(input.stdin(), why -> new IoError("standard input broke off", null)))
                .orElse(InputSource.EMPTY);
    }

    private static HostInterface output(String name, OutputSink sink) {
        return HostInterface.builder(Declarations.of("wasi:cli/" + name + "@0.2.6"))
                .function("get-" + name, (call, args) -> new OutputStreamResource(WasiStore.of(call), null, sink))
                .build();
    }

    private static HostInterface noTerminal(String name) {
        return HostInterface.builder(Declarations.of("wasi:cli/terminal-" + name + "@0.2.6"))
                .function("get-terminal-" + name, (call, args) -> Optional.empty())
                .build();
    }
}
