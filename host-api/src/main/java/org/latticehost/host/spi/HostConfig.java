package org.latticehost.host.spi;

/** Placeholder replaced by the settings of a host. */
public interface HostConfig {}
