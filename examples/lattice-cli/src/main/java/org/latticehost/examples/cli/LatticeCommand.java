package org.latticehost.examples.cli;

import java.util.List;
import org.latticehost.host.client.HostSummary;
import org.latticehost.host.client.LatticeClient;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ErrorCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands have in common: a connection while they run, and an output. */
@Command(mixinStandardHelpOptions = true)
abstract class LatticeCommand implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        LatticeCli cli = (LatticeCli) spec.root().userObject();
        try (LatticeClient client = cli.connect()) {
            run(client);
        }
    }

    abstract void run(LatticeClient client);

    void print(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    /** The host that an id, or a part of a friendly name, means; empty for the only one there is. */
    static HostSummary host(LatticeClient client, String name) {
        List<HostSummary> all = client.hosts();
        List<HostSummary> found = all.stream()
                .filter(host -> host.id().equals(name) || host.friendlyName().contains(name))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        List<String> names = all.stream().map(HostSummary::friendlyName).toList();
        throw new CommandException(
                ErrorCode.NOT_FOUND,
                found.isEmpty()
                        ? (all.isEmpty() ? "no host answers" : "no host '" + name + "' among " + names)
                        : "say which host: " + names);
    }
}
