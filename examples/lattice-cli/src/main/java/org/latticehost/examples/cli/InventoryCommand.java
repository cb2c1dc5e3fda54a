package org.latticehost.examples.cli;

import org.latticehost.host.client.LatticeClient;
import org.latticehost.host.model.HostInventory;
import org.latticehost.host.model.ScaleCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "inventory", description = "Shows what runs on a host.")
final class InventoryCommand extends LatticeCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "HOST",
            defaultValue = "",
            description = "Id, or part of the name; not needed if there is only one.")
    String host = "";

    @Override
    void run(LatticeClient client) {
        HostInventory inventory = client.inventory(host(client, host).id());
        print(inventory.friendlyName() + " " + inventory.hostId());
        inventory
                .components()
                .forEach(it -> print("  component %-20s %s, up to %s calls at once %s"
                        .formatted(
                                it.id(),
                                it.reference(),
                                it.maxInstances() == ScaleCommand.UNBOUNDED ? "any number of" : it.maxInstances(),
                                it.annotations())));
        inventory
                .providers()
                .forEach(it -> print("  provider  %-20s %s %s".formatted(it.id(), it.reference(), it.annotations())));
    }
}
