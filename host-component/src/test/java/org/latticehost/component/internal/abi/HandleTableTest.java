package org.latticehost.component.internal.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latticehost.component.spi.CoreTrapException;

class HandleTableTest {
    private final HandleTable table = new HandleTable();

    private int add() {
        return table.add(new Handle(0, 7, null));
    }

    @Test
    void startsAtOneAndReusesTheIndexFreedLast() {
        assertThat(List.of(add(), add(), add())).containsExactly(1, 2, 3);

        table.remove(1);
        table.remove(3);

        assertThat(List.of(add(), add(), add())).containsExactly(3, 1, 4);
    }

    @Test
    void knowsNoIndexThatIsFreeOrWasNeverGiven() {
        add();
        table.remove(1);

        for (int index : new int[] {0, 1, 2, -1, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> table.get(index))
                    .isInstanceOf(CoreTrapException.class)
                    .hasMessage("unknown handle index " + Integer.toUnsignedString(index));
        }
        assertThat(table.isEmpty()).isTrue();
    }

    @Test
    void boundsWhatAGuestCanMakeTheHostHold() {
        for (int i = 0; i < 1_000_000; i++) {
            add();
        }

        assertThatThrownBy(this::add).isInstanceOf(CoreTrapException.class).hasMessageContaining("1000000 handles");
    }

    @Test
    void dropsHostObjectsThatAreLeftTheYoungestFirst() {
        HostObjects objects = new HostObjects();
        int parent = objects.add("parent", 0);
        int gone = objects.add("gone", 0);
        objects.add("lent", -1);
        objects.add("child", 0);
        objects.remove(gone);
        objects.add("grandchild", 0);
        List<Object> dropped = new ArrayList<>();

        objects.drain((resource, object) -> dropped.add(object));

        assertThat(parent).isZero();
        assertThat(dropped).containsExactly("grandchild", "child", "parent");
        assertThat(objects.isEmpty()).isTrue();
    }
}
