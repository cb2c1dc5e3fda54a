package org.latticehost.providers.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.testkit.ManualClock;

class LinksTest {
    private final List<Held> opened = new ArrayList<>();
    private boolean broken;
    private final ManualClock clock = ManualClock.create();
    private final Links<Held> links = new Links<>(
            link -> {
                if (broken) {
                    throw new ProviderException("nobody there");
                }
                Held held = new Held(link.targetConfig());
                opened.add(held);
                return held;
            },
            clock.ticker()::nanos);

    private static final class Held implements AutoCloseable {
        private final Map<String, String> config;
        private boolean closed;

        Held(Map<String, String> config) {
            this.config = config;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static ResolvedLink link(String value) {
        Link link = Link.from("component")
                .to("provider")
                .interfaces("wasi:keyvalue", "store")
                .build();
        return new ResolvedLink(link, Map.of(), Map.of("key", value), false);
    }

    @Test
    void opensOnceForAllWhoAsk() {
        Held held = links.add(link("a"));
        assertThat(links.get(link("a"))).isSameAs(held);
        assertThat(links.handle(link("a")).get()).isSameAs(held);
        assertThat(opened).hasSize(1);
    }

    @Test
    void whatFailedWhenTheLinkWasMadeIsTriedAgainByTheNextCall() {
        broken = true;
        assertThatThrownBy(() -> links.add(link("a"))).hasMessage("nobody there");
        Supplier<Held> handle = links.handle(link("a"));
        assertThatThrownBy(handle::get).hasMessage("nobody there");

        broken = false;
        assertThat(handle.get().config).containsEntry("key", "a");
        assertThat(opened).hasSize(1);
    }

    @Test
    void aChangedLinkReplacesWhatWasOpenForEverybodyWhoAsks() {
        Supplier<Held> handle = links.handle(link("old"));
        Held old = handle.get();
        links.add(link("new"));

        assertThat(old.closed).isTrue();
        assertThat(handle.get().config).containsEntry("key", "new");
        assertThat(handle.get().closed).isFalse();
    }

    @Test
    void aLinkThatIsGoneIsClosed() {
        Held held = links.add(link("a"));
        links.remove(link("a"));
        links.remove(link("a"));
        assertThat(held.closed).isTrue();
    }

    @Test
    void whatALateCallOpensAgainIsClosedOnceLinksChange() {
        Supplier<Held> handle = links.handle(link("a"));
        links.add(link("a"));
        links.remove(link("a"));
        Held late = handle.get();
        assertThat(late.closed).isFalse();

        clock.advance(Duration.ofMinutes(2));
        links.add(other());

        assertThat(late.closed).isTrue();
        assertThat(opened.get(2).closed).isFalse();
        clock.advance(Duration.ofMinutes(2));
        links.remove(link("a"));
        assertThat(opened.get(2).closed).as("of a link that was made").isFalse();
    }

    private static ResolvedLink other() {
        Link link = Link.from("other")
                .to("provider")
                .interfaces("wasi:keyvalue", "store")
                .build();
        return new ResolvedLink(link, Map.of(), Map.of(), false);
    }

    @Test
    void afterTheEndNothingIsOpenedAnyMore() {
        Held held = links.add(link("a"));
        links.close();
        assertThat(held.closed).isTrue();
        assertThatThrownBy(() -> links.get(link("a"))).isInstanceOf(ProviderException.class);
        assertThat(opened).hasSize(1);
    }
}
