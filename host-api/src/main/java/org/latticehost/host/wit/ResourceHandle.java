package org.latticehost.host.wit;

/**
 * A resource that a guest implements, held by Java. An owning handle must be closed, or be given back to the guest as
 * an {@code own} argument (after which it is spent); what is left when the instance ends is closed then. A borrowed
 * one, received as an argument, is valid until that call returns.
 *
 * <p>Confined to one thread at a time, the one that uses the instance.
 */
public interface ResourceHandle extends AutoCloseable {

    /** Its type. */
    ResourceType type();

    /** Whether it owns the resource. */
    boolean owned();

    /** Drops an owned resource: its destructor runs in the guest. Harmless when spent, closed or borrowed. */
    @Override
    void close();
}
