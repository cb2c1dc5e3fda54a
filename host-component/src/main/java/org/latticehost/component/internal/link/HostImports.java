package org.latticehost.component.internal.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.model.ExternType;
import org.latticehost.component.internal.model.ImportDef;
import org.latticehost.component.internal.model.InstanceType;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.ImportResolver;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.InterfaceName;
import org.latticehost.host.wit.ResourceType;

/**
 * Satisfies imports with interfaces of the host: those offered for this link, then those every component may import,
 * then what the resolver makes up. Types are compared function by function, so an interface may offer less than its
 * version promises as long as the component does not import the rest. For one link; confined to one thread.
 */
public final class HostImports implements ImportSource {
    private final OfferedInterfaces offered;
    private final OfferedInterfaces builtIn;
    private final ImportResolver fallback;
    private final ResourceMatch match = new ResourceMatch();
    private final Map<ResourceType, List<HostInterface>> owners = new IdentityHashMap<>();

    public HostImports(List<HostInterface> offered, List<HostInterface> builtIn, ImportResolver fallback) {
        this.offered = new OfferedInterfaces(offered);
        this.builtIn = new OfferedInterfaces(builtIn);
        this.fallback = fallback;
        offered.forEach(this::own);
        builtIn.forEach(this::own);
    }

    private void own(HostInterface owner) {
        for (ResourceType resource : owner.type().resources().values()) {
            List<HostInterface> all = owners.computeIfAbsent(resource, r -> new ArrayList<>());
            if (!all.contains(owner)) {
                all.add(owner);
            }
        }
    }

    @Override
    public Value find(ImportDef wanted, HostResources resources) throws UnresolvedImport {
        if (wanted.type() instanceof ExternType.Instance instance) {
            return instance(wanted.name(), instance.type(), resources);
        }
        if (wanted.type() instanceof ExternType.Func func) {
            HostFunction body = fallback.resolve(wanted.name(), func.type())
                    .orElseThrow(() -> new UnresolvedImport("nothing offers the function '" + wanted.name()
                            + "' of type " + TypeText.of(func.type()) + "; give it to the link options"));
            return new Value.Host(wanted.name(), body);
        }
        throw new UnresolvedImport("'" + wanted.name() + "' is a "
                + wanted.type().sort().name().toLowerCase(java.util.Locale.ROOT) + ", which no host can supply");
    }

    private Value instance(String name, InstanceType type, HostResources resources) throws UnresolvedImport {
        Optional<HostInterface> found = offered.find(name).or(() -> builtIn.find(name));
        if (found.isEmpty()) {
            if (isTypesOnly(type)) {
                return new Value.Instance(Map.of());
            }
            found = InterfaceName.parse(name).flatMap(n -> fallback.resolve(Worlds.toInterface(n, type, this::known)));
            found.ifPresent(this::own);
        }
        HostInterface host = found.orElseThrow(() -> new UnresolvedImport(
                "nothing offers the interface '" + name + "' (it imports " + names(type) + " from it)"));
        bindResources(name, type, host);
        Map<String, Value> exports = new HashMap<>();
        for (InstanceType.Export export : type.exports()) {
            if (export.type() instanceof ExternType.Func func) {
                exports.put(export.name(), function(name, export.name(), func.type(), host));
            } else if (export.type() instanceof ExternType.Instance || export.type() instanceof ExternType.Module) {
                throw new UnresolvedImport("'" + name + "' would have to export '" + export.name() + "' as a "
                        + export.type().sort() + ", which no host can supply");
            }
        }
        for (InstanceType.Export export : type.exports()) {
            if (export.type() instanceof ExternType.Resource resource) {
                exports.put(export.name(), resource(name, export.name(), resource.type(), resources));
            }
        }
        return new Value.Instance(exports);
    }

    private static boolean isTypesOnly(InstanceType type) {
        return type.exports().stream()
                .allMatch(e -> e.type() instanceof ExternType.Value || e.type() instanceof ExternType.NamedType);
    }

    private static List<String> names(InstanceType type) {
        return type.exports().stream()
                .filter(e -> e.type() instanceof ExternType.Func)
                .map(InstanceType.Export::name)
                .toList();
    }

    private void bindResources(String name, InstanceType type, HostInterface host) throws UnresolvedImport {
        for (InstanceType.Export export : type.exports()) {
            ResourceType own = host.type().resources().get(export.name());
            if (own != null
                    && export.type() instanceof ExternType.Resource resource
                    && !match.bind(resource.type(), own)) {
                throw new UnresolvedImport("resource '" + export.name() + "' of '" + name + "' is "
                        + match.hostOf(resource.type()) + " by an earlier import, but " + host.name() + " has another");
            }
        }
    }

    private Value function(String name, String function, FunctionType type, HostInterface host)
            throws UnresolvedImport {
        FunctionType has = host.type().functions().get(function);
        if (has == null) {
            throw new UnresolvedImport("'" + host.name() + "' has no function '" + function + "', which the component"
                    + " imports as '" + name + "' with type " + TypeText.of(type));
        }
        if (!match.function(type, has)) {
            throw new UnresolvedImport("function '" + function + "' of '" + name + "' has another type: the component"
                    + " imports " + TypeText.of(type) + ", '" + host.name() + "' offers " + TypeText.of(has));
        }
        return new Value.Host(name + "#" + function, host.function(function));
    }

    private Value resource(String name, String export, ResourceType imported, HostResources resources)
            throws UnresolvedImport {
        ResourceType host = match.hostOf(imported);
        if (host == null) {
            throw new UnresolvedImport("nothing offers resource '" + export + "' of '" + name + "'");
        }
        return new Value.Resource(resources.number(host, destructor(host)));
    }

    private Consumer<Object> destructor(ResourceType resource) {
        List<HostInterface> all = owners.getOrDefault(resource, List.of());
        List<Consumer<Object>> bodies =
                all.stream().map(i -> i.destructor(resource)).toList();
        return object -> bodies.forEach(b -> b.accept(object));
    }

    /** A resource type of the host, where it is known which one the component means. */
    private ResourceType known(ResourceType imported) {
        @Nullable ResourceType host = match.hostOf(imported);
        return Objects.requireNonNullElse(host, imported);
    }
}
