package org.latticehost.host.spi;

/** Placeholder replaced by the commands of a host. */
public interface HostHandle {}
