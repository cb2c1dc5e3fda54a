package org.latticehost.host.client;

import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.spi.LatticeTransport;

/** Describes a {@link LatticeClient}. Confined to one thread at a time. */
public final class LatticeClientBuilder {
    private @Nullable LatticeTransport transport;
    private String lattice = "default";
    private String topicPrefix = "wasmbus.ctl";
    private Duration timeout = Duration.ofSeconds(2);
    private Duration gatherWindow = Duration.ofMillis(500);

    LatticeClientBuilder() {}

    /** The connection, not yet started; the client starts and closes it. Required. */
    public LatticeClientBuilder transport(LatticeTransport connection) {
        transport = connection;
        return this;
    }

    /** Name of the lattice: letters, digits, {@code -} and {@code _}. Default {@code default}. */
    public LatticeClientBuilder lattice(String name) {
        if (!name.matches("[A-Za-z0-9_-]+")) {
            throw new ConfigurationException("lattice must be letters, digits, - and _, got '" + name + "'");
        }
        lattice = name;
        return this;
    }

    /** What subjects of the control interface begin with. Default {@code wasmbus.ctl}. */
    public LatticeClientBuilder topicPrefix(String prefix) {
        topicPrefix = prefix;
        return this;
    }

    /** How long a request waits for its answer. Default 2 s, more than zero. */
    public LatticeClientBuilder timeout(Duration time) {
        timeout = positive("timeout", time);
        return this;
    }

    /** How long answers of several hosts are collected. Default 500 ms, more than zero. */
    public LatticeClientBuilder gatherWindow(Duration time) {
        gatherWindow = positive("gatherWindow", time);
        return this;
    }

    /**
     * Starts the transport and gives the client; does not wait for the connection.
     *
     * @throws ConfigurationException if there is no transport, or no host engine that brings the client
     */
    public LatticeClient connect() {
        LatticeTransport connection = transport;
        if (connection == null) {
            throw new ConfigurationException("a lattice client needs a transport; call builder.transport(..)");
        }
        List<LatticeClientFactory> found = ServiceLoader.load(LatticeClientFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        if (found.size() != 1) {
            throw new ConfigurationException(
                    ErrorCode.NO_IMPLEMENTATION,
                    found.isEmpty()
                            ? "no LatticeClientFactory found; add host-core"
                            : "several LatticeClientFactories found "
                                    + found.stream()
                                            .map(f -> f.getClass().getName())
                                            .toList());
        }
        connection.start(new LatticeTransport.ConnectionListener() {
            @Override
            public void connected() {}

            @Override
            public void disconnected(String reason) {}
        });
        return found.get(0)
                .create(connection, new LatticeClientFactory.Settings(lattice, topicPrefix, timeout, gatherWindow));
    }

    private static Duration positive(String what, Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new ConfigurationException(what + " must be more than zero, got " + time);
        }
        return time;
    }
}
