package org.latticehost.host.spi;

import java.time.Duration;

/**
 * Brings providers to life: in this JVM, as processes, or elsewhere. The host asks its launchers in order which one takes
 * a reference.
 *
 * <p>Thread-safe.
 */
public interface ProviderLauncher {

    /** Whether it takes references of this form. Must not do I/O. */
    boolean supports(String providerReference);

    /**
     * Starts a provider and waits until it runs. Called on a thread that may block.
     *
     * @throws org.latticehost.host.error.HostException if it does not start; the host reports it as
     *     {@code provider_start_failed}
     */
    RunningProvider launch(ProviderLaunch launch);

    /** A provider that was launched. Calls come one at a time. */
    interface RunningProvider {

        /** A link was made. */
        void linkAdded(ResolvedLink link);

        /** A link is gone. */
        void linkRemoved(ResolvedLink link);

        /** A link took the place of another, as {@link CapabilityProvider#linkReplaced} says. */
        default void linkReplaced(ResolvedLink before, ResolvedLink after) {
            linkRemoved(before);
            linkAdded(after);
        }

        /** The merged configuration changed. */
        void configUpdated(java.util.Map<String, String> config);

        /** What serves imports of local components, if it runs in this JVM. */
        default java.util.Optional<CapabilityProvider> local() {
            return java.util.Optional.empty();
        }

        /** Stops it within {@code grace}. Harmless when repeated. */
        void stop(Duration grace);
    }
}
