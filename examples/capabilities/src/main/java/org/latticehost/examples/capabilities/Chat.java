package org.latticehost.examples.capabilities;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.bind.JavaCapability;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.StartProvider;

/**
 * Components that publish and subscribe: each member hears the room on its own screen, which is a Java object. Another
 * broker is another provider ({@code messaging-nats}); the components and their links stay the same.
 */
final class Chat {
    private static final List<String> MEMBERS = List.of("alice", "bob");

    private Chat() {}

    /** {@code wasmcloud:messaging/handler}. */
    public interface Handler {
        void handleMessage(Message message);
    }

    /** {@code broker-message}. */
    @SuppressWarnings("ArrayRecordComponent") // list<u8>
    public record Message(String subject, byte[] body, Optional<String> replyTo) {}

    /** {@code examples:chat/screen}. */
    public record Screen(String owner, BlockingQueue<String> shown) {
        public void show(String line) {
            shown.add(owner + " sees \"" + line + "\"");
        }
    }

    /** Two members say something each; what their screens show comes back, sorted. */
    static List<String> run() throws InterruptedException {
        BlockingQueue<String> shown = new LinkedBlockingQueue<>();
        var builder = WasmCloudHost.builder();
        for (String member : MEMBERS) {
            JavaCapability screen = JavaCapability.of("examples:chat/screen@0.1.0", new Screen(member, shown));
            builder.provide(member + "-screen", List.of(screen));
        }
        try (WasmCloudHost host = builder.build().start()) {
            host.startProvider(StartProvider.builtin("broker", "messaging-memory"));
            host.putConfig("room", Map.of("subscriptions", "chat.room"));
            MEMBERS.forEach(member -> join(host, member));

            say(host, "alice", "hello");
            say(host, "bob", "good morning");
            List<String> lines = new ArrayList<>();
            while (lines.size() < 4) {
                String line = shown.poll(10, TimeUnit.SECONDS);
                if (line == null) {
                    throw new IllegalStateException("the room is silent after " + lines);
                }
                lines.add(line);
            }
            return lines.stream().sorted().toList();
        }
    }

    private static void join(WasmCloudHost host, String member) {
        host.scale(Components.start(member, "chat-member"));
        host.putLink(Link.from(member)
                .to(member + "-screen")
                .interfaces("examples:chat", "screen")
                .build());
        host.putLink(Link.from(member)
                .to("broker")
                .interfaces("wasmcloud:messaging", "consumer")
                .build());
        host.putLink(Link.from("broker")
                .to(member)
                .name(member)
                .interfaces("wasmcloud:messaging", "handler")
                .sourceConfig("room")
                .build());
    }

    private static void say(WasmCloudHost host, String member, String text) {
        byte[] line = (member + ": " + text).getBytes(StandardCharsets.UTF_8);
        host.component(member, Handler.class).handleMessage(new Message("say", line, Optional.empty()));
    }
}
