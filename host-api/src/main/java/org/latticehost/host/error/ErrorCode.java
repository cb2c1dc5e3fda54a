package org.latticehost.host.error;

/**
 * Stable codes of failures, for programs. New codes may be added; an existing one never changes its meaning. Anything a
 * code does not say is in the message.
 */
public enum ErrorCode {
    /** A setting is wrong, alone or with others. */
    INVALID_CONFIGURATION(false),
    /** No implementation of an SPI was found, or several without a choice. */
    NO_IMPLEMENTATION(false),
    /** The bytes are no WebAssembly component, or a broken one. */
    INVALID_COMPONENT(false),
    /** The bytes are a core module that no component can be made of: no command, and without a world. */
    CORE_MODULE(false),
    /** The component needs a feature that no engine here has. */
    UNSUPPORTED_FEATURE(false),
    /** The component imports something nobody offers, or with another type. */
    UNRESOLVED_IMPORT(false),
    /** The artifact could not be fetched. */
    ARTIFACT_UNAVAILABLE(true),
    /** No component, provider, link, config or host of that name. */
    NOT_FOUND(false),
    /** There is one of that name already. */
    ALREADY_EXISTS(false),
    /** The request itself is wrong. */
    INVALID_REQUEST(false),
    /** The transport is not connected or the message could not be sent. */
    TRANSPORT(true),
    /** Nobody serves the subject. */
    NO_RESPONDERS(true),
    /** No answer in time. */
    TIMEOUT(true),
    /** A compare-and-set lost against another writer. */
    CONFLICT(true),
    /** The peer sent bytes that break the protocol. */
    PROTOCOL(false),
    /** The guest trapped. */
    GUEST_TRAP(false),
    /** The guest was stopped at its deadline. */
    DEADLINE(true),
    /** A queue or a limit is full; try again later. */
    OVERLOADED(true),
    /** There is no link for a call. */
    NO_LINK(false),
    /** Policy or grants deny it. */
    DENIED(false),
    /** A provider could not start or failed. */
    PROVIDER(false),
    /** The address is in use. */
    ADDRESS_IN_USE(true),
    /** The host is stopping or stopped. */
    HOST_STOPPED(false),
    /** A fault of the host itself. */
    INTERNAL(false);

    private final boolean retryable;

    ErrorCode(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether the same request may succeed later without a change. */
    public boolean retryable() {
        return retryable;
    }
}
