package org.latticehost.host.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticehost.host.wit.WitInterface;

/**
 * A capability implemented in Java and run inside the host: a server that calls components, or a service that
 * components call.
 *
 * <p>The methods are called by the host one at a time, on a thread that may block. Only {@link #serve} and {@link #http},
 * and what they give, are called concurrently and at any time between start and stop.
 */
public interface CapabilityProvider {

    /**
     * Starts. After it returns, links are added.
     *
     * @throws org.latticehost.host.error.ProviderException if it cannot start; the host reports it as
     *     {@code provider_start_failed}
     */
    void start(ProviderContext context);

    /**
     * A link from this provider ({@code source}) or to it was made.
     *
     * @throws RuntimeException if the link cannot be served; it is logged and tried again when it is put again
     */
    default void linkAdded(ResolvedLink link) {}

    /** A link is gone. Calls that came through it before may still run. */
    default void linkRemoved(ResolvedLink link) {}

    /**
     * A link took the place of another of the same source, package and name: it leads elsewhere, or has another
     * configuration. A provider that can change over without a gap does it here; by default one is removed and the other
     * made.
     *
     * @param before gone, also if this fails
     * @throws RuntimeException as {@link #linkAdded} does
     */
    default void linkReplaced(ResolvedLink before, ResolvedLink after) {
        linkRemoved(before);
        linkAdded(after);
    }

    /** The provider's own configuration changed; the whole of it is given. */
    default void configUpdated(Map<String, String> config) {}

    /**
     * Interfaces that the provider serves to the whole lattice too, so that components of other hosts reach it: {@link
     * WireInterfaces}, or interfaces of its own without resources. Asked once, after the start. Each call goes to what
     * {@link #serve} gives for the caller's link, or without one to {@link #serveUnlinked}; {@code
     * wrpc:http/outgoing-handler} goes to {@link #http}.
     */
    default List<WitInterface> offers() {
        return List.of();
    }

    /**
     * The implementation of an interface for the source of a link whose target is this provider. Asked at the
     * first call over a link; the same implementation may be given to many.
     *
     * <p>For components of this host it is asked for the interface they import and then, if it does not serve that, for
     * the {@linkplain WireInterfaces form without resources} in which it travels: a provider of {@code
     * wrpc:keyvalue/store} serves {@code wasi:keyvalue/store}. So one implementation serves this host and the lattice.
     *
     * @param wanted the interface; implement exactly its types
     * @param link the link it is for
     */
    default Optional<HostInterface> serve(WitInterface wanted, ResolvedLink link) {
        return Optional.empty();
    }

    /**
     * The implementation of an {@linkplain #offers offered} interface for callers elsewhere that have no link to this
     * provider, such as Java code. Empty, as by default, refuses them.
     */
    default Optional<HostInterface> serveUnlinked(WitInterface wanted) {
        return Optional.empty();
    }

    /**
     * The way out for HTTP requests ({@code wasi:http/outgoing-handler}) of the source of a link whose target is this
     * provider. Asked at the first request over a link; called concurrently.
     *
     * @param link the link it is for
     */
    default Optional<OutgoingHttp> http(ResolvedLink link) {
        return Optional.empty();
    }

    /**
     * Stops: no more calls are begun, those running may finish until {@code grace} is over. Called once, even after a
     * failed start.
     */
    void stop(Duration grace);
}
