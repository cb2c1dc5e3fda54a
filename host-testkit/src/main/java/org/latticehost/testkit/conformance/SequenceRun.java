package org.latticehost.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plays a sequence to a host and compares what it sends. */
final class SequenceRun {
    private static final long PATIENCE_MILLIS = 5_000;
    /** Long enough for a host on this machine to send something it should not. */
    private static final long SILENCE_MILLIS = 300;

    private final TestedHost host;
    private int lastOfConnection = -1;

    SequenceRun(TestedHost host) {
        this.host = host;
    }

    /** Plays it; steps that are about excluded vectors are left out. */
    void play(JsonNode sequence) {
        for (JsonNode step : sequence.get("steps")) {
            if (references(step).stream().anyMatch(Exclusions::excluded)) {
                continue;
            }
            try {
                play(host, step);
            } catch (AssertionError e) {
                throw new AssertionError(
                        sequence.get("name").textValue() + ": " + e.getMessage() + "\n  step " + step
                                + "\n  sent so far:" + host.traffic,
                        e);
            }
        }
    }

    /** All vectors that a step is about. */
    static List<String> references(JsonNode step) {
        List<String> all = new ArrayList<>();
        if (step.has("send")) {
            all.add(step.get("send").textValue());
        }
        if (step.has("expect")) {
            all.add(step.get("expect").textValue());
        }
        step.path("expectAnyOrder").forEach(each -> all.add(each.textValue()));
        return all;
    }

    private void play(TestedHost target, JsonNode step) {
        JsonNode overrides = step.has("override") ? step.get("override") : Json.NOTHING;
        if (step.has("do")) {
            target.host.start();
        } else if (step.has("send")) {
            target.send(target.vectors.vector(step.get("send").textValue()), overrides);
        } else if (step.has("expectNone")) {
            expectNone(step.get("expectNone").textValue());
        } else if (step.has("expectAnyOrder")) {
            expectAll(step);
        } else {
            Vector expected = target.vectors.vector(step.get("expect").textValue());
            expect(expected, step.get("channel").textValue(), overrides);
            if (step.has("count")) {
                repeated(expected, step.get("channel").textValue(), overrides);
            }
        }
    }

    private void expect(Vector expected, String channel, JsonNode overrides) {
        Traffic.Sent sent = next(channel, expected.reference());
        String wrong = difference(expected, sent, overrides);
        if (!wrong.isEmpty()) {
            throw new AssertionError(wrong);
        }
        if (channel.equals("event") || channel.equals("reply")) {
            if (sent.place() < lastOfConnection) {
                throw new AssertionError("sent before what the step before expects: " + sent);
            }
            lastOfConnection = sent.place();
        }
    }

    private Traffic.Sent next(String channel, String what) {
        return host.traffic
                .take(channel, PATIENCE_MILLIS)
                .orElseThrow(() -> new AssertionError("nothing came for " + what));
    }

    private static String difference(Vector expected, Traffic.Sent sent, JsonNode overrides) {
        boolean anywhere = expected.subject().equals("@reply");
        return anywhere || expected.subject().equals(sent.subject())
                ? expected.difference(sent.payload(), overrides)
                : "expected on " + expected.subject() + ", got " + sent;
    }

    private void repeated(Vector expected, String channel, JsonNode overrides) {
        Optional<Traffic.Sent> second = host.traffic.take(channel, SILENCE_MILLIS);
        if (second.isPresent() && !difference(expected, second.get(), overrides).isEmpty()) {
            throw new AssertionError("expected the same again or nothing, got " + second.get());
        }
    }

    private void expectAll(JsonNode step) {
        List<Vector> left = new ArrayList<>();
        step.get("expectAnyOrder").forEach(each -> left.add(host.vectors.vector(each.textValue())));
        while (!left.isEmpty()) {
            Traffic.Sent sent = next(step.get("channel").textValue(), left.toString());
            if (!left.removeIf(each -> difference(each, sent, Json.NOTHING).isEmpty())) {
                throw new AssertionError("not expected: " + sent);
            }
        }
    }

    private void expectNone(String channel) {
        host.traffic.take(channel, SILENCE_MILLIS).ifPresent(sent -> {
            throw new AssertionError("expected nothing, got " + sent);
        });
    }
}
