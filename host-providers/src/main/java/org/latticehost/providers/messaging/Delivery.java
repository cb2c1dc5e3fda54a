package org.latticehost.providers.messaging;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.spi.WireInterfaces;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.providers.internal.link.OncePerSecond;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands messages to the handler of a component. What fails there is logged, at most once a second. Thread-safe. */
final class Delivery implements Consumer<BrokerMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final String FUNCTION = "handle-message";
    private static final FunctionType TYPE = WireInterfaces.MESSAGING_HANDLER.function(FUNCTION);
    private static final WitType.RecordOf MESSAGE =
            (WitType.RecordOf) TYPE.params().get(0).type();

    private final ComponentTarget target;
    private final OncePerSecond failures = new OncePerSecond();

    Delivery(ComponentTarget target) {
        this.target = target;
    }

    @Override
    public void accept(BrokerMessage message) {
        WitRecord value = WitRecord.of(MESSAGE, message.subject(), message.body(), message.replyTo());
        try {
            var unused = target.call(
                            WireInterfaces.MESSAGING_HANDLER.name().toString(),
                            FUNCTION,
                            TYPE,
                            List.of(value),
                            TraceHeaders.in(message.headers()))
                    .whenComplete((result, failure) -> ended(message, result, failure));
        } catch (RuntimeException e) {
            failed(message, e.toString()); // whoever sent it must not suffer
        }
    }

    private void ended(BrokerMessage message, @Nullable Object result, @Nullable Throwable failure) {
        if (failure != null) {
            failed(message, failure.toString());
        } else if (result instanceof WitResult answer && !answer.isOk()) {
            failed(message, String.valueOf(answer.payload()));
        }
    }

    private void failed(BrokerMessage message, String why) {
        OptionalLong before = failures.next();
        if (before.isEmpty()) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("component_id", target.componentId())
                .addKeyValue("subject", message.subject())
                .addKeyValue("error", why)
                .addKeyValue("not_logged", before.getAsLong())
                .log("component did not handle a message");
    }
}
