package org.latticehost.host.model;

import java.util.List;
import java.util.Objects;

/**
 * Permission and route for calls: the source may call interfaces of one WIT package at the target. Compared by value.
 * Immutable.
 */
public final class Link {
    /** The name of a link that was given none. */
    public static final String DEFAULT_NAME = "default";

    private final String source;
    private final String target;
    private final String name;
    private final String witNamespace;
    private final String witPackage;
    private final List<String> interfaces;
    private final List<String> sourceConfig;
    private final List<String> targetConfig;

    private Link(Builder b) {
        source = require(b.source, "source");
        target = require(b.target, "target");
        name = b.name;
        witNamespace = require(b.witNamespace, "namespace of the interfaces");
        witPackage = require(b.witPackage, "package of the interfaces");
        interfaces = List.copyOf(b.interfaces);
        sourceConfig = List.copyOf(b.sourceConfig);
        targetConfig = List.copyOf(b.targetConfig);
    }

    /** Starts a link from the id of a component or provider. */
    public static Builder from(String sourceId) {
        return new Builder().source(sourceId);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder with everything of this link. */
    public Builder toBuilder() {
        return from(source)
                .to(target)
                .name(name)
                .interfaces(witNamespace, witPackage, interfaces)
                .sourceConfig(sourceConfig.toArray(new String[0]))
                .targetConfig(targetConfig.toArray(new String[0]));
    }

    /** Id of the caller. */
    public String source() {
        return source;
    }

    /** Id of the callee. */
    public String target() {
        return target;
    }

    /** Distinguishes several links for the same interface; {@value #DEFAULT_NAME} unless set. */
    public String name() {
        return name;
    }

    /** {@code wasi} in {@code wasi:http/incoming-handler}. */
    public String witNamespace() {
        return witNamespace;
    }

    /** {@code http} in {@code wasi:http/incoming-handler}. */
    public String witPackage() {
        return witPackage;
    }

    /** {@code incoming-handler}, …; no versions. */
    public List<String> interfaces() {
        return interfaces;
    }

    /** Names of configuration for the source side; later ones win. */
    public List<String> sourceConfig() {
        return sourceConfig;
    }

    /** Names of configuration for the target side; later ones win. */
    public List<String> targetConfig() {
        return targetConfig;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Link that
                && source.equals(that.source)
                && target.equals(that.target)
                && name.equals(that.name)
                && witNamespace.equals(that.witNamespace)
                && witPackage.equals(that.witPackage)
                && interfaces.equals(that.interfaces)
                && sourceConfig.equals(that.sourceConfig)
                && targetConfig.equals(that.targetConfig);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, target, name, witNamespace, witPackage);
    }

    @Override
    public String toString() {
        return source + " -> " + target + " (" + witNamespace + ":" + witPackage + "/" + String.join(",", interfaces)
                + ", link name " + name + ")";
    }

    private static String require(String value, String what) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a link needs a " + what);
        }
        return value;
    }

    /** Collects the parts of a link. */
    public static final class Builder {
        private String source = "";
        private String target = "";
        private String name = DEFAULT_NAME;
        private String witNamespace = "";
        private String witPackage = "";
        private List<String> interfaces = List.of();
        private List<String> sourceConfig = List.of();
        private List<String> targetConfig = List.of();

        private Builder() {}

        public Builder source(String id) {
            source = id;
            return this;
        }

        /** Id of the callee. */
        public Builder to(String targetId) {
            target = targetId;
            return this;
        }

        public Builder name(String linkName) {
            name = linkName;
            return this;
        }

        /**
         * What may be called, all from one package: {@code interfaces("wasi:http", "incoming-handler")}.
         *
         * @param witPackage {@code namespace:package}, no version
         */
        public Builder interfaces(String witPackage, String... names) {
            int colon = witPackage.indexOf(':');
            if (colon < 1 || colon == witPackage.length() - 1 || witPackage.indexOf('@') >= 0) {
                throw new IllegalArgumentException(
                        "not a package (namespace:package, no version): '" + witPackage + "'");
            }
            return interfaces(witPackage.substring(0, colon), witPackage.substring(colon + 1), List.of(names));
        }

        public Builder interfaces(String namespace, String packageName, List<String> names) {
            witNamespace = namespace;
            this.witPackage = packageName;
            interfaces = names;
            return this;
        }

        /** Names of configuration for the source side. */
        public Builder sourceConfig(String... names) {
            sourceConfig = List.of(names);
            return this;
        }

        /** Names of configuration for the target side. */
        public Builder targetConfig(String... names) {
            targetConfig = List.of(names);
            return this;
        }

        public Link build() {
            return new Link(this);
        }
    }
}
