package org.latticehost.testkit.conformance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latticehost.host.spi.CompiledComponent;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.spi.InvocationContext;
import org.latticehost.host.spi.LinkOptions;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.host.spi.RuntimeSettings;
import org.latticehost.host.spi.WasmRuntime;
import org.latticehost.host.spi.WasmRuntimeFactory;
import org.latticehost.host.wit.WitWorld;

/** Takes any bytes for a component that offers nothing: enough for a host that is only told what to run. */
public final class EmptyRuntime implements WasmRuntimeFactory {

    /** For a host's builder. */
    public EmptyRuntime() {}

    @Override
    public String name() {
        return "empty";
    }

    @Override
    public WasmRuntime create(RuntimeSettings settings) {
        return new WasmRuntime() {
            @Override
            public Set<String> engines() {
                return Set.of("empty");
            }

            @Override
            public CompiledComponent compile(byte[] wasm, Optional<String> engine) {
                return new Empty(Integer.toHexString(java.util.Arrays.hashCode(wasm)));
            }

            @Override
            public void close() {}
        };
    }

    private record Empty(String digest) implements CompiledComponent, LinkedComponent {
        @Override
        public WitWorld world() {
            return new WitWorld(List.of(), Map.of(), List.of(), Map.of());
        }

        @Override
        public String engine() {
            return "empty";
        }

        @Override
        public LinkedComponent link(LinkOptions options) {
            return this;
        }

        @Override
        public CompiledComponent compiled() {
            return this;
        }

        @Override
        public Optional<ExportedFunction> export(String interfaceName, String function) {
            return Optional.empty();
        }

        @Override
        public ComponentInstance instantiate(InvocationContext invocation) {
            throw new UnsupportedOperationException("a component without functions is never called");
        }

        @Override
        public void close() {}
    }
}
