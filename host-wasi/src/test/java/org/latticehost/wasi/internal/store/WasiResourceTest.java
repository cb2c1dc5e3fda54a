package org.latticehost.wasi.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WasiResourceTest {
    private final WasiStore store = new WasiStore();
    private final List<String> released = new ArrayList<>();

    private final class Named extends WasiResource {
        private final String name;

        Named(String name, WasiResource parent) {
            super("named", store, parent);
            this.name = name;
        }

        Named(String name) {
            super("named", store);
            this.name = name;
        }

        @Override
        protected void onRelease() {
            released.add(name);
        }
    }

    @Test
    void aParentWithLivingChildrenCannotBeDropped() {
        Named parent = new Named("parent");
        Named elder = new Named("elder", parent);
        Named younger = new Named("younger", parent);
        elder.drop();
        elder.drop();
        assertThatThrownBy(parent::drop)
                .hasMessageContaining("cannot drop a resource of type 'named' that has 1 living child(ren)");
        younger.drop();
        parent.drop();
        assertThat(released).containsExactly("elder", "younger", "parent");
    }

    @Test
    void theStoreReleasesWhatIsLeftTheYoungestFirst() {
        Named parent = new Named("parent");
        var unused = new Named("child", parent);
        store.close();
        assertThat(released).containsExactly("child", "parent");
    }

    /** A guest may leave a million pollables of one stream behind, and nobody limits the time of closing them. */
    @Test
    @Timeout(20)
    void releasesVeryManyChildrenInTheTimeThatTheyTake() {
        Named parent = new Named("parent");
        for (int i = 0; i < 200_000; i++) {
            var unused = new Named("child", parent);
        }
        store.close();
        assertThat(released).hasSize(200_001);
    }
}
