package org.latticehost.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.MessageHandler;
import io.nats.client.Subscription;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SafeDispatcherTest {
    @Test
    void handsOnAMessageThatArrivesBeforeTheHandlerIsKnown() throws Exception {
        AtomicReference<MessageHandler> ofAll = new AtomicReference<>();
        AtomicReference<Thread> reader = new AtomicReference<>();
        Subscription subscription = fake(Subscription.class, (proxy, method, args) -> true);
        Message message = fake(Message.class, (proxy, method, args) -> subscription);
        // As jnats does it: the message is there while the subscription is still being made.
        Dispatcher dispatcher = fake(Dispatcher.class, (proxy, method, args) -> {
            if (!method.getName().equals("subscribe")) {
                return proxy;
            }
            Thread delivering = new Thread(() -> {
                try {
                    ofAll.get().onMessage(message);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            reader.set(delivering);
            delivering.start();
            while (delivering.getState() != Thread.State.WAITING && delivering.isAlive()) {
                Thread.onSpinWait();
            }
            return subscription;
        });
        Connection connection = fake(Connection.class, (proxy, method, args) -> {
            ofAll.set((MessageHandler) args[0]);
            return dispatcher;
        });
        BlockingQueue<Message> handled = new LinkedBlockingQueue<>();

        new SafeDispatcher(connection).subscribe("subject", null, handled::add);

        assertThat(handled.poll(10, TimeUnit.SECONDS)).isSameAs(message);
        reader.get().join();
    }

    /** What its handler answers, but an object like any other. */
    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == args[0];
                    default -> answers.invoke(proxy, method, args);
                }));
    }
}
