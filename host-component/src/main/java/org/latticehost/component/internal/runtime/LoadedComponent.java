package org.latticehost.component.internal.runtime;

import java.util.List;
import org.latticehost.component.internal.link.HostImports;
import org.latticehost.component.internal.link.ImportSource;
import org.latticehost.component.internal.link.Linker;
import org.latticehost.component.internal.link.Worlds;
import org.latticehost.component.internal.model.ComponentDef;
import org.latticehost.host.spi.CompiledComponent;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.LinkOptions;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.host.spi.RuntimeSettings;
import org.latticehost.host.wit.WitWorld;

/** A component that is read, validated and compiled. Immutable and thread-safe. */
public final class LoadedComponent implements CompiledComponent {
    private final ComponentDef definition;
    private final CompiledModules modules;
    private final String digest;
    private final RuntimeSettings settings;
    private final List<HostInterface> builtIn;
    private final WitWorld world;

    LoadedComponent(
            ComponentDef definition,
            CompiledModules modules,
            String digest,
            RuntimeSettings settings,
            List<HostInterface> builtIn) {
        this.definition = definition;
        this.modules = modules;
        this.digest = digest;
        this.settings = settings;
        this.builtIn = builtIn;
        this.world = Worlds.of(definition);
    }

    @Override
    public WitWorld world() {
        return world;
    }

    @Override
    public String engine() {
        return modules.engine().name();
    }

    @Override
    public String digest() {
        return digest;
    }

    @Override
    public LinkedComponent link(LinkOptions options) {
        return link(options, new HostImports(options.interfaces(), builtIn, options.fallback()));
    }

    /** Links with imports from somewhere else: the runner of the specification's tests has kinds that hosts lack. */
    public LinkedComponent link(LinkOptions options, ImportSource imports) {
        return new PlannedComponent(
                this, modules, definition, Linker.link(definition, imports), options, settings.maxMemoryBytes());
    }

    @Override
    public void close() {
        modules.close();
    }

    @Override
    public String toString() {
        return "component " + digest + " on " + engine();
    }
}
