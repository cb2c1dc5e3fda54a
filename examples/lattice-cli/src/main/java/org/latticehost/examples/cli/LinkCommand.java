package org.latticehost.examples.cli;

import java.util.List;
import org.latticehost.host.client.LatticeClient;
import org.latticehost.host.model.Link;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "link",
        description = "Lists, puts and deletes links.",
        subcommands = {LinkCommand.Put.class, LinkCommand.Delete.class})
final class LinkCommand extends LatticeCommand {
    @Override
    void run(LatticeClient client) {
        client.links().forEach(link -> print(link.toString()));
    }

    @Command(name = "put", description = "Permits a source to call interfaces of a package at a target.")
    static final class Put extends LatticeCommand {
        @Parameters(index = "0", paramLabel = "SOURCE")
        String source = "";

        @Parameters(index = "1", paramLabel = "TARGET")
        String target = "";

        @Parameters(index = "2", paramLabel = "PACKAGE", description = "As in wasi:http.")
        String witPackage = "";

        @Parameters(index = "3..*", arity = "1..*", paramLabel = "INTERFACE")
        List<String> interfaces = List.of();

        @Option(names = "--name", defaultValue = Link.DEFAULT_NAME, description = "Default: ${DEFAULT-VALUE}")
        String name = "";

        @Option(names = "--source-config", paramLabel = "NAME", description = "May be repeated.")
        List<String> sourceConfig = List.of();

        @Option(names = "--target-config", paramLabel = "NAME", description = "May be repeated.")
        List<String> targetConfig = List.of();

        @Option(names = "--replace", description = "In the place of a link to another target, in one step.")
        boolean replace;

        @Override
        void run(LatticeClient client) {
            Link link = Link.from(source)
                    .to(target)
                    .name(name)
                    .interfaces(witPackage, interfaces.toArray(new String[0]))
                    .sourceConfig(sourceConfig.toArray(new String[0]))
                    .targetConfig(targetConfig.toArray(new String[0]))
                    .build();
            if (replace) {
                client.replaceLink(link);
            } else {
                client.putLink(link);
            }
            print("put " + link);
        }
    }

    @Command(name = "del", description = "Deletes a link.")
    static final class Delete extends LatticeCommand {
        @Parameters(paramLabel = "SOURCE")
        String source = "";

        @Parameters(paramLabel = "PACKAGE", description = "As in wasi:http.")
        String witPackage = "";

        @Option(names = "--name", defaultValue = Link.DEFAULT_NAME, description = "Default: ${DEFAULT-VALUE}")
        String name = "";

        @Override
        void run(LatticeClient client) {
            client.deleteLink(source, witPackage, name);
            print("deleted link " + name + " of " + source + " for " + witPackage);
        }
    }
}
