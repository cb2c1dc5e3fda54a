package org.latticehost.examples.cli;

import java.time.Duration;
import java.util.function.Function;
import org.latticehost.host.client.LatticeClient;
import org.latticehost.host.error.HostException;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.nats.NatsTransport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Shows a lattice and tells its hosts what to do. */
@Command(
        name = "lattice",
        description = "Shows a lattice and tells its hosts what to do.",
        mixinStandardHelpOptions = true,
        version = "latticehost example",
        subcommands = {
            HostsCommand.class,
            InventoryCommand.class,
            ScaleCommandLine.class,
            LinkCommand.class,
            ConfigCommand.class,
            EventsCommand.class
        })
public final class LatticeCli implements Runnable {
    private final Function<String, LatticeTransport> transports;

    @Option(
            names = {"-s", "--server"},
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "The NATS server. Default: ${DEFAULT-VALUE}",
            defaultValue = "nats://127.0.0.1:4222")
    String server = "";

    @Option(
            names = {"-l", "--lattice"},
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "The lattice. Default: ${DEFAULT-VALUE}",
            defaultValue = "default")
    String lattice = "";

    @Option(
            names = "--timeout",
            scope = ScopeType.INHERIT,
            paramLabel = "MILLIS",
            description = "How long to wait for answers. Default: ${DEFAULT-VALUE}",
            defaultValue = "2000")
    long timeoutMillis;

    @Spec
    CommandSpec spec = CommandSpec.create();

    private LatticeCli(Function<String, LatticeTransport> transports) {
        this.transports = transports;
    }

    public static void main(String[] args) {
        System.exit(
                commandLine(url -> NatsTransport.builder().server(url).build()).execute(args));
    }

    /**
     * The commands.
     *
     * @param transports a connection, given a URL
     */
    static CommandLine commandLine(Function<String, LatticeTransport> transports) {
        return new CommandLine(new LatticeCli(transports)).setExecutionExceptionHandler((failure, line, parsed) -> {
            if (!(failure instanceof HostException) && !(failure instanceof IllegalArgumentException)) {
                throw failure;
            }
            line.getErr().println("lattice: " + failure.getMessage());
            return line.getCommandSpec().exitCodeOnExecutionException();
        });
    }

    LatticeClient connect() {
        return LatticeClient.builder()
                .transport(transports.apply(server))
                .lattice(lattice)
                .timeout(Duration.ofMillis(timeoutMillis))
                .connect();
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
