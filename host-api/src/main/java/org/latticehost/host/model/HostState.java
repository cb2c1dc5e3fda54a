package org.latticehost.host.model;

/** Where a host is in its life. It goes through these states once, in this order. */
public enum HostState {
    /** Built, not started. */
    NEW,
    /** On its way to {@link #RUNNING}. */
    STARTING,
    /** Takes commands and calls. */
    RUNNING,
    /** Takes no new work; what runs may finish. */
    STOPPING,
    /** Everything is closed, after a stop or a failed start. */
    STOPPED
}
