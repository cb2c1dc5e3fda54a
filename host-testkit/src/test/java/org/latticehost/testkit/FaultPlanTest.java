package org.latticehost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.latticehost.host.error.TransportException;

class FaultPlanTest {
    private final FaultPlan plan = new FaultPlan();

    @Test
    void failsOnlyTheCallThatWasNamed() {
        plan.call("put");
        plan.failNth("put", 2, () -> new TransportException("on purpose"));
        plan.call("put");
        plan.call("get");
        assertThatThrownBy(() -> plan.call("put")).hasMessage("on purpose");
        plan.call("put");
        assertThat(plan.calls("put")).isEqualTo(4);
    }

    @Test
    void failsUntilHealed() {
        plan.failAlways("put", () -> new TransportException("on purpose"));
        assertThatThrownBy(() -> plan.call("put")).isInstanceOf(TransportException.class);
        assertThatThrownBy(() -> plan.call("put")).isInstanceOf(TransportException.class);
        plan.heal("put");
        assertThatCode(() -> plan.call("put")).doesNotThrowAnyException();
    }
}
