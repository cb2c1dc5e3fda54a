package org.latticehost.wrpc.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.MessageBus;

/** Plays one side of a flow against our implementation of the other, and checks what that sends. */
public final class FlowPeer implements AutoCloseable {
    private final MessageBus bus;
    private final Flow flow;
    private final String role;
    private final IntUnaryOperator cut;
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Map<String, List<LatticeMessage>> heard = new ConcurrentHashMap<>();
    private final List<LatticeSubscription> subscriptions = new ArrayList<>();

    /**
     * @param role {@code client} or {@code server}: the side played here
     * @param cut the size of the next piece, of the bytes that are left to send
     */
    public FlowPeer(MessageBus bus, Flow flow, String role, IntUnaryOperator cut) {
        this.bus = bus;
        this.flow = flow;
        this.role = role;
        this.cut = cut;
        names.put("T", flow.json().get("names").get("T").asText());
        String own = role.equals("client") ? "Rc" : "Rs";
        String root = bus.newInbox();
        names.put(own + "-root", root);
        names.put(own, root + ".peer");
        subscriptions.add(bus.subscribe(root + ".>", null, this::hear));
        if (role.equals("server")
                && flow.steps().stream().anyMatch(s -> s.from().equals("server"))) {
            subscriptions.add(bus.subscribe(names.get("T"), "default.target", this::hear));
        }
    }

    private void hear(LatticeMessage message) {
        message.replyTo().ifPresent(reply -> names.putIfAbsent(role.equals("client") ? "Rs" : "Rc", reply));
        heard.computeIfAbsent(message.subject(), s -> new CopyOnWriteArrayList<>())
                .add(message);
    }

    /** Takes all steps of the role, each when those before it have been taken or heard. */
    public void play() {
        Set<Integer> done = new HashSet<>();
        List<Flow.Step> open = new ArrayList<>(flow.steps());
        open.removeIf(s -> !s.from().equals(role) || !s.op().equals("pub"));
        while (!open.isEmpty()) {
            Flow.Step next = open.stream()
                    .filter(s -> s.after().stream().allMatch(id -> done.contains(id) || !mine(id)))
                    .findFirst()
                    .orElseThrow();
            for (int id : next.after()) {
                awaitHeard(id);
            }
            send(next);
            done.add(next.id());
            open.remove(next);
        }
    }

    private boolean mine(int id) {
        Flow.Step step = step(id);
        return step.from().equals(role) && step.op().equals("pub");
    }

    private Flow.Step step(int id) {
        return flow.steps().stream().filter(s -> s.id() == id).findFirst().orElseThrow();
    }

    private void send(Flow.Step step) {
        String subject = resolve(step.subject());
        byte[] left = step.payload();
        if (step.subject().equals("{T}")) {
            int first = Math.min(left.length, cut.applyAsInt(left.length));
            bus.publish(LatticeMessage.of(subject, Arrays.copyOf(left, first))
                    .withHeaders(step.headers())
                    .withReplyTo(resolve(step.reply())));
            left = Arrays.copyOfRange(left, first, left.length);
            if (left.length == 0) {
                return;
            }
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> names.containsKey("Rs"));
            subject = resolve("{Rs}.params");
        }
        if (left.length == 0) {
            LatticeMessage empty = LatticeMessage.empty(subject);
            bus.publish(step.reply() == null ? empty : empty.withReplyTo(resolve(step.reply())));
        }
        while (left.length > 0) {
            int size = Math.min(left.length, cut.applyAsInt(left.length));
            bus.publish(LatticeMessage.of(subject, Arrays.copyOf(left, size)));
            left = Arrays.copyOfRange(left, size, left.length);
        }
    }

    private void awaitHeard(int id) {
        Flow.Step step = step(id);
        if (step.from().equals(role) || !step.op().equals("pub") || !step.required()) {
            return;
        }
        // Cut points are free: what counts are the bytes on the channel up to this step.
        int bytes = 0;
        for (Flow.Step s : flow.steps()) {
            if (s.op().equals("pub") && channel(s.subject()).equals(channel(step.subject())) && s.id() <= id) {
                bytes += s.payload().length;
            }
        }
        int wanted = bytes;
        await(flow + " step " + id)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    byte[] channel = channelHeard(channel(step.subject()));
                    return channel.length >= wanted && (step.payload().length > 0 || endHeard(step.subject()));
                });
    }

    private static String channel(String subject) {
        // The first part of the parameters travels on T.
        return subject.equals("{T}") ? "{Rs}.params" : subject;
    }

    private boolean endHeard(String subject) {
        return heard.getOrDefault(resolve(subject), List.of()).stream().anyMatch(m -> m.payload().length == 0);
    }

    private byte[] channelHeard(String channel) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<LatticeMessage> messages = new ArrayList<>();
        if (channel.equals("{Rs}.params") && role.equals("server")) {
            messages.addAll(heard.getOrDefault(names.get("T"), List.of()));
        }
        heard.getOrDefault(resolve(channel), List.of()).stream()
                .takeWhile(m -> m.payload().length > 0)
                .forEach(messages::add);
        messages.forEach(m -> bytes.writeBytes(m.payload()));
        return bytes.toByteArray();
    }

    private String resolve(String subject) {
        String resolved = subject;
        for (Map.Entry<String, String> name : names.entrySet()) {
            resolved = resolved.replace("{" + name.getKey() + "}", name.getValue());
        }
        return resolved;
    }

    /** Checks that the other side has sent what the flow says, and nothing else. */
    public void check() {
        Map<String, ByteArrayOutputStream> wanted = new TreeMap<>();
        Map<String, Boolean> ends = new HashMap<>();
        for (Flow.Step s : flow.steps()) {
            if (s.from().equals(role)
                    || s.from().equals("nats")
                    || !s.op().equals("pub")
                    || !s.required()
                    || s.subject().equals("{Rc}")
                    || !known(s.subject())) {
                continue;
            }
            wanted.computeIfAbsent(channel(s.subject()), c -> new ByteArrayOutputStream())
                    .writeBytes(s.payload());
            if (!s.subject().equals("{T}") && s.payload().length == 0) {
                ends.put(s.subject(), true);
            }
            if (s.subject().equals("{T}")) {
                assertThat(new TreeMap<>(heard.get(names.get("T")).get(0).headers()))
                        .isEqualTo(s.headers());
            }
        }
        ends.keySet()
                .forEach(c -> await(flow + " end of " + c)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(2))
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> endHeard(c)));
        wanted.forEach((channel, bytes) -> assertThat(HexFormat.of().formatHex(channelHeard(channel)))
                .as("%s on %s", flow, channel)
                .isEqualTo(HexFormat.of().formatHex(bytes.toByteArray())));
        Set<String> expected = new HashSet<>();
        wanted.keySet().forEach(c -> expected.add(resolve(c)));
        expected.add(names.get("T"));
        expected.add(names.get("Rc"));
        assertThat(expected).containsAll(heard.keySet());
    }

    private boolean known(String subject) {
        return !resolve(subject).contains("{") && (subject.equals("{T}") || subject.startsWith("{R"));
    }

    @Override
    public void close() {
        subscriptions.forEach(LatticeSubscription::close);
    }
}
