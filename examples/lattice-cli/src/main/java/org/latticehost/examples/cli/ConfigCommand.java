package org.latticehost.examples.cli;

import java.util.Map;
import java.util.TreeMap;
import org.latticehost.host.client.LatticeClient;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ErrorCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "config",
        description = "Shows, puts and deletes named configuration.",
        mixinStandardHelpOptions = true,
        subcommands = {ConfigCommand.Get.class, ConfigCommand.Put.class, ConfigCommand.Delete.class})
final class ConfigCommand implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say get, put or del");
    }

    @Command(name = "get", description = "Shows a configuration.")
    static final class Get extends LatticeCommand {
        @Parameters(paramLabel = "NAME")
        String name = "";

        @Override
        void run(LatticeClient client) {
            Map<String, String> values = client.config(name)
                    .orElseThrow(() ->
                            new CommandException(ErrorCode.NOT_FOUND, "there is no configuration '" + name + "'"));
            new TreeMap<>(values).forEach((key, value) -> print(key + "=" + value));
        }
    }

    @Command(name = "put", description = "Puts a configuration, replacing one of that name.")
    static final class Put extends LatticeCommand {
        @Parameters(paramLabel = "NAME")
        String name = "";

        @Parameters(paramLabel = "KEY=VALUE", arity = "0..*")
        Map<String, String> values = Map.of();

        @Override
        void run(LatticeClient client) {
            client.putConfig(name, values);
            print("put " + name);
        }
    }

    @Command(name = "del", description = "Deletes a configuration.")
    static final class Delete extends LatticeCommand {
        @Parameters(paramLabel = "NAME")
        String name = "";

        @Override
        void run(LatticeClient client) {
            client.deleteConfig(name);
            print("deleted " + name);
        }
    }
}
