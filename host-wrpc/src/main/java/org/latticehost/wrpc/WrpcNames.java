package org.latticehost.wrpc;

import java.util.Map;

/** Names on the wire. */
public final class WrpcNames {
    /** The protocol, four tokens of every subject. */
    public static final String PROTOCOL = "wrpc.0.0.1";

    /** Header: id of the calling component or provider. */
    public static final String SOURCE_ID = "source-id";

    /** Header: name of the link that a component's call goes over. */
    public static final String LINK_NAME = "link-name";

    /** Header: id of the callee, set by providers. */
    public static final String TARGET_ID = "target-id";

    private WrpcNames() {}

    /** Where a component or provider is called: the prefix of its subjects, and its queue group. */
    public static String prefix(String lattice, String targetId) {
        return lattice + "." + targetId;
    }

    /**
     * The subject of a function.
     *
     * @param prefix see {@link #prefix}; empty for none
     * @param instance full name with version as the caller knows it; empty for functions of the world
     * @param function WIT name, as in {@link #function}
     */
    public static String subject(String prefix, String instance, String function) {
        return (prefix.isEmpty() ? "" : prefix + ".")
                + PROTOCOL
                + "."
                + (instance.isEmpty() ? "" : instance + ".")
                + function(function);
    }

    /** The name of a function without what marks methods: {@code [method]r.m} is {@code r.m}. */
    public static String function(String canonicalName) {
        return canonicalName.startsWith("[") ? canonicalName.substring(canonicalName.indexOf(']') + 1) : canonicalName;
    }

    /** The headers of a component's call. */
    public static Map<String, String> componentHeaders(String componentId, String linkName) {
        return Map.of(SOURCE_ID, componentId, LINK_NAME, linkName);
    }

    /** The headers of a provider's call. */
    public static Map<String, String> providerHeaders(String providerId, String targetId) {
        return Map.of(SOURCE_ID, providerId, TARGET_ID, targetId);
    }
}
