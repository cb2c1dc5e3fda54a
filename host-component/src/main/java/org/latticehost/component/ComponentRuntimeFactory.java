package org.latticehost.component;

import java.util.List;
import java.util.ServiceLoader;
import org.latticehost.component.internal.adapt.ModuleAdapter;
import org.latticehost.component.internal.binary.BinaryKind;
import org.latticehost.component.internal.runtime.ComponentRuntime;
import org.latticehost.component.internal.validate.ComponentReader;
import org.latticehost.component.spi.CoreEngineFactory;
import org.latticehost.component.spi.HostInterfaceSource;
import org.latticehost.component.spi.HostModule;
import org.latticehost.host.spi.RuntimeSettings;
import org.latticehost.host.spi.WasmRuntime;
import org.latticehost.host.spi.WasmRuntimeFactory;

/**
 * Makes the runtime for WebAssembly components. Engines for core modules and interfaces that every component may import
 * (WASI) are found by {@link ServiceLoader}.
 *
 * <p>Immutable.
 */
public final class ComponentRuntimeFactory implements WasmRuntimeFactory {

    /** For {@link ServiceLoader}. */
    public ComponentRuntimeFactory() {}

    @Override
    public String name() {
        return "component";
    }

    @Override
    public WasmRuntime create(RuntimeSettings settings) {
        List<HostInterfaceSource> sources = all(ServiceLoader.load(HostInterfaceSource.class));
        List<HostModule> modules =
                sources.stream().flatMap(s -> s.modules().stream()).toList();
        return new ComponentRuntime(
                settings,
                all(ServiceLoader.load(CoreEngineFactory.class)),
                sources,
                bytes -> BinaryKind.of(bytes) == BinaryKind.CORE_MODULE
                        ? ModuleAdapter.adapt(bytes, modules)
                        : ComponentReader.read(bytes));
    }

    private static <T> List<T> all(ServiceLoader<T> loader) {
        return loader.stream().map(ServiceLoader.Provider::get).toList();
    }
}
