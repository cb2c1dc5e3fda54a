package org.latticehost.testkit.capability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.host.spi.WireInterfaces;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;

/** What components may rely on whatever broker is behind {@code wasmcloud:messaging}. */
public interface MessagingCapabilityContract {

    /** A provider, not yet started. */
    CapabilityProvider provider();

    /** Its configuration. */
    Map<String, String> config();

    private LinkedProvider started(RecordingComponent component) {
        return LinkedProvider.start(provider(), config(), id -> component);
    }

    private static HostInterface consumer(LinkedProvider provider) {
        ResolvedLink link = provider.linkTo("wasmcloud:messaging", "default", Map.of(), "consumer");
        return provider.serve(WireInterfaces.MESSAGING_CONSUMER, link);
    }

    private static ResolvedLink subscribe(LinkedProvider provider, String name, String subscriptions) {
        return provider.linkFrom("wasmcloud:messaging", name, Map.of("subscriptions", subscriptions), "handler");
    }

    private static WitResult publish(HostInterface consumer, String subject, String body, Optional<String> replyTo) {
        FunctionType type = WireInterfaces.MESSAGING_CONSUMER.function("publish");
        WitRecord message =
                WitRecord.of((WitType.RecordOf) type.params().get(0).type(), subject, body.getBytes(UTF_8), replyTo);
        return (WitResult) Objects.requireNonNull(LinkedProvider.call(consumer, "publish", message));
    }

    private static WitResult request(HostInterface consumer, String subject, String body, int millis) {
        return (WitResult)
                Objects.requireNonNull(LinkedProvider.call(consumer, "request", subject, body.getBytes(UTF_8), millis));
    }

    @Test
    default void deliversToTheHandlerOfALinkedComponent() throws Exception {
        RecordingComponent component = new RecordingComponent();
        try (LinkedProvider provider = started(component)) {
            HostInterface consumer = consumer(provider);
            subscribe(provider, "default", "chat.room, chat.*.loud");

            assertThat(publish(consumer, "chat.room", "hello", Optional.of("answers")))
                    .isEqualTo(WitResult.ok());
            RecordingComponent.Received message = component.next();
            assertThat(message.function()).isEqualTo("wasmcloud:messaging/handler@0.2.0#handle-message");
            assertThat(message.subject()).isEqualTo("chat.room");
            assertThat(message.body()).isEqualTo("hello");
            assertThat(message.replyTo()).contains("answers");

            publish(consumer, "chat.elsewhere", "unheard", Optional.empty());
            publish(consumer, "chat.cellar.loud", "HELLO", Optional.empty());
            assertThat(component.next().body()).isEqualTo("HELLO");
        }
    }

    @Test
    default void aMessageBelongsToTheTraceOfItsPublisher() throws Exception {
        RecordingComponent component = new RecordingComponent();
        SpanContext span = SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault());
        try (LinkedProvider provider = started(component)) {
            HostInterface consumer = consumer(provider);
            subscribe(provider, "default", "traced");
            try (Scope scope = Span.wrap(span).makeCurrent()) {
                assertThat(scope).isNotNull();
                publish(consumer, "traced", "hello", Optional.empty());
            }

            assertThat(Span.fromContext(component.next().telemetry()).getSpanContext())
                    .extracting(SpanContext::getTraceId, SpanContext::getSpanId)
                    .containsExactly(span.getTraceId(), span.getSpanId());
        }
    }

    @Test
    default void aRequestGetsTheAnswerOfAHandler() throws Exception {
        RecordingComponent component = new RecordingComponent();
        try (LinkedProvider provider = started(component)) {
            HostInterface consumer = consumer(provider);
            subscribe(provider, "default", "ask");
            component.then(message -> publish(
                    consumer, message.replyTo().orElseThrow(), "answer to " + message.body(), Optional.empty()));

            WitResult result = request(consumer, "ask", "a question", 10_000);

            assertThat(result.isOk()).as("%s", result).isTrue();
            WitRecord answer = (WitRecord) Objects.requireNonNull(result.payload());
            assertThat(new String((byte[]) answer.get("body"), UTF_8)).isEqualTo("answer to a question");
        }
    }

    @Test
    default void aRequestThatNobodyAnswersIsAnErrorForTheGuest() throws Exception {
        RecordingComponent component = new RecordingComponent();
        try (LinkedProvider provider = started(component)) {
            HostInterface consumer = consumer(provider);
            subscribe(provider, "default", "silent");

            assertThat(request(consumer, "nobody.here", "?", 200).isOk()).isFalse();
            WitResult late = request(consumer, "silent", "?", 200);
            assertThat(late.isOk()).isFalse();
            assertThat(String.valueOf(late.payload())).contains("silent");
        }
    }

    @Test
    default void aQueueGroupSharesMessages() throws Exception {
        RecordingComponent component = new RecordingComponent();
        try (LinkedProvider provider = started(component)) {
            HostInterface consumer = consumer(provider);
            subscribe(provider, "one", "work|crew,done");
            subscribe(provider, "two", "work|crew");
            for (int i = 0; i < 20; i++) {
                publish(consumer, "work", "job", Optional.empty());
            }
            publish(consumer, "done", "over", Optional.empty());

            int jobs = 0;
            while (!component.next().subject().equals("done")) {
                jobs++;
            }
            assertThat(jobs + component.waiting()).isLessThanOrEqualTo(20);
        }
    }

    @Test
    default void aRemovedLinkGetsNothingAnyMore() throws Exception {
        RecordingComponent component = new RecordingComponent();
        try (LinkedProvider provider = started(component)) {
            HostInterface consumer = consumer(provider);
            ResolvedLink link = subscribe(provider, "gone", "news");
            subscribe(provider, "stays", "last");
            provider.unlink(link);

            publish(consumer, "news", "unheard", Optional.empty());
            publish(consumer, "last", "heard", Optional.empty());
            assertThat(component.next().body()).isEqualTo("heard");
        }
    }

    @Test
    default void aWrongSubjectIsAnErrorForTheGuest() {
        try (LinkedProvider provider = started(new RecordingComponent())) {
            HostInterface consumer = consumer(provider);
            assertThat(publish(consumer, "two words", "x", Optional.empty()).isOk())
                    .isFalse();
            assertThat(publish(consumer, "", "x", Optional.empty()).isOk()).isFalse();
            assertThat(publish(consumer, "all.>", "x", Optional.empty()).isOk()).isFalse();
        }
    }
}
