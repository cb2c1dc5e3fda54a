package org.latticehost.testkit.lattice;

/**
 * Starts NATS servers for tests, with JetStream, on loopback. The binary {@code nats-server} must be on the path, or
 * named by the environment variable {@code NATS_SERVER}.
 */
public final class NatsServers {
    private NatsServers() {}

    /** Starts a server on a free port, and waits until it is ready. */
    public static NatsServer onFreePort() {
        return onFreePort("");
    }

    /**
     * Starts a server on a free port, and waits until it is ready.
     *
     * @param configuration more lines for its configuration file, such as users or certificates
     */
    public static NatsServer onFreePort(String configuration) {
        return started(new NatsServer(configuration, null));
    }

    /** Starts a server on a free port whose JetStream belongs to a domain. */
    public static NatsServer withDomain(String domain) {
        return started(new NatsServer("", domain));
    }

    private static NatsServer started(NatsServer server) {
        server.start();
        return server;
    }

    /** A server that is not running yet: its port is free and stays its port. */
    public static NatsServer notYetStarted() {
        NatsServer server = onFreePort();
        server.kill();
        return server;
    }
}
