package org.latticehost.component.internal.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HostObjectsTest {
    private final HostObjects objects = new HostObjects();
    private final List<Object> dropped = new ArrayList<>();

    private void drain() {
        objects.drain((resource, object) -> dropped.add(object));
    }

    @Test
    void dropsWhatIsOwnedTheYoungestFirst() {
        int first = objects.add("first", 0);
        objects.add("second", 1);
        objects.add("lent", -1);
        objects.remove(first);
        objects.add("third, in the place of the first", 0);
        drain();
        assertThat(dropped).containsExactly("third, in the place of the first", "second");
        assertThat(objects.isEmpty()).isTrue();
    }

    @Test
    void isLikeNewAfterwards() {
        objects.add("before", 0);
        drain();
        assertThat(objects.add("after", 0)).isZero();
        drain();
        assertThat(dropped).containsExactly("before", "after");
    }

    /** A guest may hold a million handles when it ends, and nobody limits the time of what comes then. */
    @Test
    @Timeout(20)
    void dropsVeryManyInTheTimeThatTheyTake() {
        int many = 500_000;
        for (int i = 0; i < many; i++) {
            objects.add(i, 0);
        }
        drain();
        assertThat(dropped).hasSize(many).startsWith(many - 1).endsWith(0);
    }
}
