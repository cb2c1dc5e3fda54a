package org.latticehost.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.latticehost.host.model.RegistryCredential;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tests that a host passes if peers can work with it: each vector and each sequence, against a real host. Subclasses
 * give the transport; the class path gives the engine.
 */
public abstract class ControlConformance {
    private static final Logger LOG = LoggerFactory.getLogger(ControlConformance.class);
    private static final AtomicInteger LATTICES = new AtomicInteger();
    private static final VectorFiles SAMPLES = VectorFiles.samples();

    /** For subclasses. */
    protected ControlConformance() {}

    /** A new connection to the same broker, not yet started. */
    protected abstract LatticeTransport open();

    /** Whether the built-in HTTP server is on the class path; hosts without it keep silent when told to start it. */
    protected boolean offersHttpServer() {
        return false;
    }

    @TestFactory
    Stream<DynamicTest> answersEachRequest() {
        return Replies.all(SAMPLES, offersHttpServer()).stream()
                .map(each -> DynamicTest.dynamicTest(each.get("name").textValue(), () -> play(each)));
    }

    @TestFactory
    Stream<DynamicTest> followsEachSequence() {
        return SAMPLES.sequences().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> play(each.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> judgesEventsAsSchedulersDo() {
        return SAMPLES.vectors().values().stream()
                .filter(vector -> vector.reference().startsWith("wadm-intake#"))
                .map(vector -> DynamicTest.dynamicTest(
                        vector.reference(),
                        () -> assertThat(SchedulerIntake.judge(vector.payload(Json.NOTHING)))
                                .isEqualTo(vector.text("expect"))));
    }

    @Test
    void asksTheConfigServiceAtItsStart() {
        Givens.Before settings = new Givens.Before(Duration.ofSeconds(30), false, true, Givens.Before.Signing.NONE);
        for (String answer : List.of("config-service#reply", "config-service#reply-empty")) {
            try (TestedHost host = new TestedHost(this::open, nextLattice(), settings)) {
                Vector request = host.vectors.vector("config-service#request");
                AtomicReference<String> wrong = new AtomicReference<>("not asked");
                host.client.control().subscribe(request.subject(), null, message -> {
                    wrong.set(request.difference(message.payload(), Json.NOTHING));
                    byte[] reply = host.vectors.vector(answer).payload(Json.NOTHING);
                    host.client
                            .control()
                            .publish(LatticeMessage.of(message.replyTo().orElseThrow(), reply));
                });
                host.client.control().flush(Duration.ofSeconds(5));

                host.start();

                assertThat(wrong.get()).isEmpty();
                assertThat(host.credentials)
                        .isEqualTo(
                                answer.endsWith("empty")
                                        ? Map.of()
                                        : Map.of("registry.example", RegistryCredential.of("u", "p", null)));
            }
        }
    }

    @Test
    void sharesRequestsWithMembersOfTheSameQueueGroups() {
        try (TestedHost host = new TestedHost(this::open, nextLattice(), Givens.Before.USUAL)) {
            host.start();
            for (String group : List.of("link", "claims", "config")) {
                String base = "wasmbus.ctl.v1." + host.lattice + ".";
                String operation = group.equals("config") ? "config.get.x" : group + ".get";
                AtomicInteger mine = new AtomicInteger();
                host.client.control().subscribe(base + operation, base + group, message -> {
                    mine.incrementAndGet();
                    host.client
                            .control()
                            .publish(LatticeMessage.of(message.replyTo().orElseThrow(), "mine"));
                });
                host.client.control().flush(Duration.ofSeconds(5));
                int requests = 40;
                for (int i = 0; i < requests; i++) {
                    host.ask(operation, "");
                }
                assertThat(mine.get()).as(group).isBetween(1, requests - 1);
            }
        }
    }

    @Test
    void playsOrExcludesEachVector() {
        Set<String> left = new TreeSet<>(SAMPLES.vectors().keySet());
        List<JsonNode> played = new ArrayList<>(SAMPLES.sequences().values());
        played.addAll(Replies.all(SAMPLES, offersHttpServer()));
        played.forEach(sequence -> sequence.get("steps").forEach(step -> left.removeAll(SequenceRun.references(step))));
        left.removeIf(reference -> reference.startsWith("wadm-intake#"));
        left.removeIf(reference -> reference.startsWith("config-service#"));
        left.removeAll(Replies.READ_ONLY);
        for (Map.Entry<String, String> each : Exclusions.all().entrySet()) {
            LOG.info("not played: {}: {}", each.getKey(), each.getValue());
            left.remove(each.getKey());
        }

        assertThat(left).as("vectors that nothing plays").isEmpty();
    }

    /** What a new host answers to a ping. */
    protected static String ping(Supplier<LatticeTransport> transports) {
        try (TestedHost host = new TestedHost(transports, nextLattice(), Givens.Before.USUAL)) {
            host.start();
            return host.ask("host.ping", "");
        }
    }

    private static String nextLattice() {
        return "conformance" + LATTICES.incrementAndGet();
    }

    private void play(JsonNode sequence) {
        JsonNode given = sequence.get("given");
        try (TestedHost host = new TestedHost(this::open, nextLattice(), Givens.Before.of(given))) {
            if (!sequence.get("steps").get(0).has("do")) {
                host.start();
                Givens.apply(host, given);
            }
            // The sequence is known by the sample's names; the host's are in the same place.
            new SequenceRun(host)
                    .play(host.vectors
                            .sequences()
                            .getOrDefault(sequence.get("name").textValue(), sequence));
            for (Traffic.Sent sent : host.traffic.on("event")) {
                assertThat(SchedulerIntake.judge(sent.payload())).as("%s", sent).isNotEqualTo("reject");
            }
        }
    }
}
