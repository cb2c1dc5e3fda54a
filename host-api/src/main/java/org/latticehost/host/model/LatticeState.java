package org.latticehost.host.model;

/** How a host stands to its lattice. It may change at any time, and changes by itself. */
public enum LatticeState {
    /**
     * Not a member yet: the host has not started, or the lattice could not be reached so far, or not be read. Commands
     * from Java work on what this host knows; others see nothing of it.
     */
    JOINING,
    /** A member: connected, with everything the lattice keeps read and followed. */
    JOINED,
    /** A member that has lost its connection or the lattice's data, and tries to get them back. */
    AWAY,
    /** Left for good: the host has stopped or is about to. */
    LEFT
}
