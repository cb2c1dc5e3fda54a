package org.latticehost.providers.messaging;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;

/** {@code wasmcloud:messaging/consumer} on a broker that is looked up at each call. */
final class ConsumerFunctions {
    private ConsumerFunctions() {}

    static HostInterface of(WitInterface wanted, Supplier<MessageBroker> broker) {
        HostInterface.Builder builder = HostInterface.builder(wanted);
        if (wanted.functions().containsKey("publish")) {
            builder.function(
                    "publish",
                    (call, args) -> publish(
                            broker,
                            (WitRecord) args[0],
                            TraceHeaders.of(call.invocation().telemetry())));
        }
        FunctionType request = wanted.functions().get("request");
        if (request != null) {
            WitType.RecordOf message = (WitType.RecordOf)
                    ((WitType.ResultOf) request.result().orElseThrow()).ok().orElseThrow();
            builder.function("request", (call, args) -> request(broker, message, args));
        }
        return builder.build();
    }

    private static WitResult publish(Supplier<MessageBroker> broker, WitRecord message, Map<String, String> headers) {
        try {
            Optional<?> replyTo = (Optional<?>) message.get(2);
            broker.get()
                    .publish(new BrokerMessage(
                            (String) message.get(0),
                            (byte[]) message.get(1),
                            replyTo.map(String.class::cast),
                            headers));
            return WitResult.ok();
        } catch (MessagingException e) {
            return WitResult.err(e.getMessage());
        }
    }

    private static WitResult request(Supplier<MessageBroker> broker, WitType.RecordOf type, Object[] args)
            throws InterruptedException {
        Duration timeout = Duration.ofMillis(Math.max(1, Integer.toUnsignedLong((Integer) args[2])));
        try {
            BrokerMessage answer = broker.get().request((String) args[0], (byte[]) args[1], timeout);
            return WitResult.ok(WitRecord.of(type, answer.subject(), answer.body(), answer.replyTo()));
        } catch (MessagingException e) {
            return WitResult.err(e.getMessage());
        }
    }
}
