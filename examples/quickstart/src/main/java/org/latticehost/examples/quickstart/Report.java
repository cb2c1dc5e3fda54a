package org.latticehost.examples.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.StringJoiner;
import org.latticehost.host.event.LatticeEvents;
import org.latticehost.host.model.HostInventory;

/** Prints what happens, for people. */
final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WIDE = 40;

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        out.println(text);
        out.println("=".repeat(text.length()));
    }

    void section(String text) {
        out.println();
        out.println(text);
    }

    void text(String text) {
        out.println("  " + text);
    }

    void line(String name, String value) {
        out.printf("  %-10s %s%n", name, value);
    }

    void inventory(HostInventory inventory) {
        inventory
                .components()
                .forEach(it -> line(
                        "component",
                        it.id() + "  from " + it.reference() + ", engine " + it.engine() + ", up to "
                                + it.maxInstances() + " calls at once"));
        inventory.providers().forEach(it -> line("provider", it.id() + "  from " + it.reference()));
    }

    void exchange(HttpRequest request, String body, HttpResponse<String> response, long nanos) {
        section(request.method() + " " + request.uri());
        if (!body.isEmpty()) {
            body.lines().forEach(line -> text("> " + line));
        }
        text(response.statusCode() + ", "
                + response.headers().firstValue("content-type").orElse("no content type") + ", " + nanos / 1_000_000
                + " ms");
        response.body().lines().forEach(line -> text("< " + line));
    }

    /** The name, and of the data what is short. */
    void event(CloudEvent event) {
        StringJoiner details = new StringJoiner(", ");
        if (event.getData() != null) {
            data(event).properties().forEach(member -> {
                JsonNode value = member.getValue();
                if (value.isValueNode() && !value.isNull() && value.asText().length() <= WIDE) {
                    details.add(member.getKey() + " " + value.asText());
                }
            });
        }
        out.printf("  %-18s %s%n", LatticeEvents.name(event.getType()), details);
    }

    private static JsonNode data(CloudEvent event) {
        try {
            return JSON.readTree(event.getData().toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
