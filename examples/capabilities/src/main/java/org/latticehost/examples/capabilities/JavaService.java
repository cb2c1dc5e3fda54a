package org.latticehost.examples.capabilities;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.bind.WitErrorException;
import org.latticehost.host.model.Link;

/** A component that uses an ordinary Java object: its public methods are the functions that the component imports. */
final class JavaService {
    private JavaService() {}

    /** {@code examples:shop/prices}, as it might be a bean of an application. */
    public record Prices(Map<String, Integer> cents) {
        public Optional<Integer> price(String item) {
            return Optional.ofNullable(cents.get(item));
        }
    }

    /** {@code examples:shop/receipt}. */
    public interface Receipt {
        int total(List<String> items);
    }

    static List<String> run() {
        Prices prices = new Prices(Map.of("bread", 340, "butter", 255));
        try (WasmCloudHost host = WasmCloudHost.builder()
                .provide("examples:shop/prices@0.1.0", prices)
                .build()
                .start()) {
            host.scale(Components.start("receipt", "receipt"));
            host.putLink(Link.from("receipt")
                    .to("prices")
                    .interfaces("examples:shop", "prices")
                    .build());

            Receipt receipt = host.component("receipt", Receipt.class);
            return List.of(
                    "bread, butter, bread -> " + total(receipt, List.of("bread", "butter", "bread")),
                    "bread, caviar -> " + total(receipt, List.of("bread", "caviar")));
        }
    }

    private static String total(Receipt receipt, List<String> items) {
        try {
            return receipt.total(items) + " cents";
        } catch (WitErrorException e) {
            return "no price for " + e.value();
        }
    }
}
