package org.latticehost.host.spi;

import java.util.ArrayList;
import java.util.List;
import org.latticehost.host.model.ComponentGrants;

/**
 * How to link a component. Immutable.
 */
public final class LinkOptions {
    private final List<HostInterface> interfaces;
    private final ImportResolver fallback;
    private final ComponentGrants grants;
    private final long maxMemoryBytes;
    private final int maxCoreInstances;
    private final boolean resettable;

    private LinkOptions(Builder b) {
        interfaces = List.copyOf(b.interfaces);
        fallback = b.fallback;
        grants = b.grants;
        maxMemoryBytes = b.maxMemoryBytes;
        maxCoreInstances = b.maxCoreInstances;
        resettable = b.resettable;
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Interfaces offered in addition to those the runtime itself has (WASI). Matched by exact name first, then by the
     * compatible version.
     */
    public List<HostInterface> interfaces() {
        return interfaces;
    }

    /** Asked for every imported interface and root function that nothing else offers. */
    public ImportResolver fallback() {
        return fallback;
    }

    /** What WASI may give to the component. */
    public ComponentGrants grants() {
        return grants;
    }

    /** Largest size of each linear memory, in bytes. */
    public long maxMemoryBytes() {
        return maxMemoryBytes;
    }

    /** Whether instances keep a copy of their first state for {@link ComponentInstance#reset}. */
    public boolean resettable() {
        return resettable;
    }

    /** Largest number of core instances, and of linear memories, in one instance of the component. */
    public int maxCoreInstances() {
        return maxCoreInstances;
    }

    /** Collects link options. */
    public static final class Builder {
        private final List<HostInterface> interfaces = new ArrayList<>();
        private ImportResolver fallback = ImportResolver.NONE;
        private ComponentGrants grants = ComponentGrants.none();
        private long maxMemoryBytes = 256L << 20;
        private int maxCoreInstances = 1_000;
        private boolean resettable;

        private Builder() {}

        public Builder offer(HostInterface offered) {
            interfaces.add(offered);
            return this;
        }

        public Builder fallback(ImportResolver resolver) {
            this.fallback = resolver;
            return this;
        }

        public Builder grants(ComponentGrants granted) {
            this.grants = granted;
            return this;
        }

        /** At least one page, 65,536 bytes. */
        public Builder maxMemoryBytes(long bytes) {
            if (bytes < 65_536) {
                throw new IllegalArgumentException("maxMemoryBytes must be at least 65536, got " + bytes);
            }
            this.maxMemoryBytes = bytes;
            return this;
        }

        /**
         * Makes instances resettable: each keeps a copy of its memories as they are after instantiation. Default false.
         */
        public Builder resettable(boolean keep) {
            this.resettable = keep;
            return this;
        }

        /** At least 1; default 1,000. */
        public Builder maxCoreInstances(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("maxCoreInstances must be at least 1, got " + count);
            }
            this.maxCoreInstances = count;
            return this;
        }

        /** Finishes the options. */
        public LinkOptions build() {
            return new LinkOptions(this);
        }
    }
}
