package org.latticehost.wrpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.latticehost.host.spi.MessageBus;
import org.latticehost.wrpc.vectors.TestBus;

class FlowVectorsTest extends FlowContract {
    @Override
    Buses open(long maxPayload) {
        TestBus bus = new TestBus(maxPayload);
        return new Buses() {
            @Override
            public MessageBus ours() {
                return bus;
            }

            @Override
            public MessageBus theirs() {
                return bus;
            }

            @Override
            public void checkNothingIsSubscribed() {
                assertThat(bus.subscriptions()).isZero();
            }

            @Override
            public void close() {
                bus.close();
            }
        };
    }
}
