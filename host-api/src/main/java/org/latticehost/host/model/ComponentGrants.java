package org.latticehost.host.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a component may reach through WASI beyond its links. Nothing, unless granted. Immutable.
 */
public final class ComponentGrants {
    private static final ComponentGrants NONE = builder().build();

    private final Map<String, String> environment;
    private final List<String> arguments;
    private final List<Preopen> preopens;
    private final List<String> outgoingHosts;
    private final List<String> socketAddresses;
    private final boolean nameLookup;

    private ComponentGrants(Builder b) {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(b.environment));
        arguments = List.copyOf(b.arguments);
        preopens = List.copyOf(b.preopens);
        outgoingHosts = List.copyOf(b.outgoingHosts);
        socketAddresses = List.copyOf(b.socketAddresses);
        nameLookup = b.nameLookup;
    }

    /** Nothing at all. */
    public static ComponentGrants none() {
        return NONE;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Environment variables the guest sees. Never those of the JVM. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Arguments, the program name first. Default {@code main.wasm}. */
    public List<String> arguments() {
        return arguments;
    }

    /** Folders the guest can open. */
    public List<Preopen> preopens() {
        return preopens;
    }

    /** Hosts that {@code wasi:http/outgoing-handler} may reach without a link: {@code host} or {@code host:port}. */
    public List<String> outgoingHosts() {
        return outgoingHosts;
    }

    /** Socket addresses the guest may bind or connect to: {@code address:port}, port 0 for any. */
    public List<String> socketAddresses() {
        return socketAddresses;
    }

    /** Whether the guest may look names up. */
    public boolean nameLookup() {
        return nameLookup;
    }

    /**
     * A folder given to a guest.
     *
     * @param folder the folder on this machine
     * @param guestPath the name the guest sees: {@code /data}
     * @param writable whether the guest may change anything in it
     */
    public record Preopen(Path folder, String guestPath, boolean writable) {}

    /** Collects grants. */
    public static final class Builder {
        private final Map<String, String> environment = new LinkedHashMap<>();
        private List<String> arguments = List.of("main.wasm");
        private final List<Preopen> preopens = new ArrayList<>();
        private final List<String> outgoingHosts = new ArrayList<>();
        private final List<String> socketAddresses = new ArrayList<>();
        private boolean nameLookup;

        private Builder() {}

        /** Adds an environment variable; neither part may contain NUL, the name neither be empty nor contain '='. */
        public Builder environment(String name, String value) {
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf(0) >= 0 || value.indexOf(0) >= 0) {
                throw new IllegalArgumentException("not an environment variable: '" + name + "'");
            }
            environment.put(name, value);
            return this;
        }

        /** Sets the arguments, the program name first. */
        public Builder arguments(List<String> all) {
            arguments = List.copyOf(all);
            return this;
        }

        /** Opens a folder for reading. */
        public Builder readOnlyFolder(Path folder, String guestPath) {
            preopens.add(new Preopen(folder, guestPath, false));
            return this;
        }

        /** Opens a folder for reading and writing. */
        public Builder writableFolder(Path folder, String guestPath) {
            preopens.add(new Preopen(folder, guestPath, true));
            return this;
        }

        /** Allows HTTP requests to {@code host} (any port) or {@code host:port}. */
        public Builder outgoingHost(String hostAndPort) {
            outgoingHosts.add(hostAndPort);
            return this;
        }

        /** Allows a socket address, {@code address:port}; port 0 stands for any. */
        public Builder socketAddress(String address) {
            socketAddresses.add(address);
            return this;
        }

        /** Allows name look-ups. */
        public Builder nameLookup(boolean allowed) {
            nameLookup = allowed;
            return this;
        }

        public ComponentGrants build() {
            return new ComponentGrants(this);
        }
    }
}
