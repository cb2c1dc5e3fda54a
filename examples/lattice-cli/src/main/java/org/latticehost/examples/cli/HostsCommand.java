package org.latticehost.examples.cli;

import org.latticehost.host.client.HostSummary;
import org.latticehost.host.client.LatticeClient;
import picocli.CommandLine.Command;

@Command(name = "hosts", description = "Lists the hosts of the lattice.")
final class HostsCommand extends LatticeCommand {
    @Override
    void run(LatticeClient client) {
        for (HostSummary host : client.hosts()) {
            print("%-24s %s  version %s, up %d s, %s"
                    .formatted(
                            host.friendlyName(),
                            host.id(),
                            host.version(),
                            host.uptime().toSeconds(),
                            host.labels()));
        }
    }
}
