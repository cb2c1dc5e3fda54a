package org.latticehost.core.internal.component;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.link.LinkTable;
import org.latticehost.core.internal.rpc.Resources;
import org.latticehost.core.internal.wire.WireCalls;
import org.latticehost.core.internal.wire.WireForm;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.InterfaceName;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitInterface;

/**
 * Finds what a call of a guest leads to: a provider in this JVM, a component on this host, or something elsewhere.
 * Thread-safe.
 */
final class LinkRouter {
    private final Engine engine;
    private final Function<String, @Nullable Component> components;

    LinkRouter(Engine engine, Function<String, @Nullable Component> components) {
        this.engine = engine;
        this.components = components;
    }

    /** The calls of one component to one interface. */
    Route route(String componentId, WitInterface wanted) {
        return new Route(componentId, wanted);
    }

    /** What a provider serves for a link, and which provider it was: a restarted one is asked again. */
    private record Served(CapabilityProvider provider, Optional<HostInterface> implementation) {}

    final class Route {
        private final String componentId;
        private final WitInterface wanted;
        private final String wantedName;
        private final String interfaceName;
        private final @Nullable WireForm form;
        /** Whether calls must find the instance again that gave the resources out. */
        private final boolean inSession;

        private final Map<Link, Served> served = new ConcurrentHashMap<>();
        /** The first version of the form; an older one is only looked for elsewhere. */
        private final Map<Link, Served> servedAsWire = new ConcurrentHashMap<>();

        private final RemoteCalls remote;
        private volatile @Nullable HostInterface lastServed;
        private volatile @Nullable Way lastWay;

        private Route(String componentId, WitInterface wanted) {
            this.componentId = componentId;
            this.wanted = wanted;
            this.wantedName = wanted.name().toString();
            this.interfaceName = linked(wanted.name());
            this.form = WireForm.of(wanted).orElse(null);
            this.inSession = wanted.functions().values().stream().anyMatch(Resources::in);
            this.remote = new RemoteCalls(engine);
        }

        /** All of {@code wasi:blobstore} goes over one link: its resources pass between its interfaces. */
        private static String linked(InterfaceName name) {
            return name.withoutVersion().startsWith("wasi:blobstore/")
                    ? "wasi:blobstore/blobstore"
                    : name.withoutVersion();
        }

        @Nullable Object call(HostCall call, String function, FunctionType type, Object[] args) throws Exception {
            Invocation invocation = call.invocation()
                    .service(Invocation.class)
                    .orElseThrow(() -> new HostException(
                            ErrorCode.INTERNAL, "a call over links outside an invocation of this host"));
            Way way = way(invocation.linkName(interfaceName), function);
            Link link = way.link;
            CallPath path = CallPath.of(link, engine.providers());
            CapabilityProvider provider = path == CallPath.LATTICE
                    ? null
                    : engine.providers().find(link.target()).orElse(null);
            if (provider != null) {
                HostInterface implementation = way.implementation(provider);
                if (implementation != null) {
                    return implemented(implementation, function, link).call(call, args);
                }
            }
            if (form != null) {
                return form.call(call, function, type, args, new Calls(call, invocation, path, provider, link));
            }
            Component target = path == CallPath.LATTICE ? null : components.apply(link.target());
            if (target != null) {
                return inSession
                        ? callInSession(target, call, invocation, function, type, args)
                        : target.callNested(invocation, null, wantedName, function, args);
            }
            path.requireElsewhere(link);
            return remote.call(invocation, link, wanted, function, args);
        }

        /** Where the calls go now. */
        private Way way(String linkName, String function) throws InterruptedException, ExecutionException {
            LinkTable links = engine.links().table();
            Way known = lastWay;
            if (known != null && known.links == links && known.linkName.equals(linkName)) {
                return known;
            }
            Link link = links.route(componentId, linkName, interfaceName);
            Way found = link == null ? wayAfterChange(linkName, function) : new Way(links, linkName, link);
            lastWay = found;
            return found;
        }

        /** Where the calls go if a link that was just removed is put again, with another target perhaps. */
        private Way wayAfterChange(String linkName, String function) throws InterruptedException, ExecutionException {
            while (true) {
                var change = engine.links().change(componentId, linkName, interfaceName);
                if (change.isPresent()) {
                    change.get().get();
                }
                LinkTable links = engine.links().table();
                Link link = links.route(componentId, linkName, interfaceName);
                if (link != null) {
                    return new Way(links, linkName, link);
                }
                if (change.isEmpty()) {
                    throw noLink(linkName, function);
                }
            }
        }

        /** A link that was looked up, good for as long as no link of the lattice changes, and what its target serves. */
        private final class Way {
            private final LinkTable links;
            private final String linkName;
            private final Link link;
            private volatile @Nullable Served served;

            Way(LinkTable links, String linkName, Link link) {
                this.links = links;
                this.linkName = linkName;
                this.link = link;
            }

            @Nullable HostInterface implementation(CapabilityProvider provider) {
                Served known = served;
                if (known == null || known.provider != provider) {
                    known = Route.this.served(Route.this.served, wanted, provider, link);
                    served = known;
                }
                HostInterface implementation = known.implementation.orElse(null);
                if (implementation != null && lastServed != implementation) {
                    lastServed = implementation;
                }
                return implementation;
            }
        }

        /** The form without resources, at a target here or elsewhere. */
        private final class Calls implements WireCalls {
            private final HostCall call;
            private final Invocation invocation;
            private final CallPath path;
            private final @Nullable CapabilityProvider provider;
            private final Link link;

            Calls(
                    HostCall call,
                    Invocation invocation,
                    CallPath path,
                    @Nullable CapabilityProvider provider,
                    Link link) {
                this.call = call;
                this.invocation = invocation;
                this.path = path;
                this.provider = provider;
                this.link = link;
            }

            @Override
            public @Nullable Object call(WitInterface wire, String function, Object... args) throws Exception {
                HostInterface implementation = provider == null
                        ? null
                        : served(servedAsWire, wire, provider, link)
                                .implementation
                                .orElse(null);
                if (implementation != null) {
                    return implemented(implementation, function, link).call(call, args);
                }
                path.requireElsewhere(link);
                return remote.call(invocation, link, wire, function, args);
            }

            @Override
            public CompletionStage<@Nullable Object> start(WitInterface wire, String function, Object... args) {
                path.requireElsewhere(link);
                return remote.start(invocation, link, wire, function, args);
            }
        }

        /** A guest dropped a resource that a provider or another component made. */
        void drop(String resource, Object object) {
            if (Session.drop(object) || (form != null && form.drop(object))) {
                return;
            }
            HostInterface implementation = lastServed;
            ResourceType type = implementation == null
                    ? null
                    : implementation.type().resources().get(resource);
            if (implementation != null && type != null) {
                implementation.destructor(type).accept(object);
            }
        }

        private @Nullable Object callInSession(
                Component target,
                HostCall call,
                Invocation invocation,
                String function,
                FunctionType type,
                Object[] args)
                throws InterruptedException {
            Session session = call.state(LinkRouter.this, Sessions::new).with(target);
            boolean handles = Resources.in(type);
            Object result = target.callNested(
                    invocation, session, wantedName, function, handles ? session.received(args) : args);
            return handles ? session.given(result) : result;
        }

        private Served served(Map<Link, Served> cache, WitInterface type, CapabilityProvider provider, Link link) {
            Served known = cache.get(link);
            if (known == null || known.provider != provider) {
                known = new Served(
                        provider, provider.serve(type, engine.providers().resolve(link)));
                cache.keySet().retainAll(engine.links().table().of(componentId)); // removed links are forgotten
                cache.put(link, known);
            }
            return known;
        }

        private HostFunction implemented(HostInterface implementation, String function, Link link) {
            HostFunction body = implementation.function(function);
            if (body == null) {
                throw new LinkException("component '" + componentId + "' called '" + wanted.name() + "#" + function
                        + "', which provider '" + link.target() + "' does not implement");
            }
            return body;
        }

        private LinkException noLink(String linkName, String function) {
            List<String> others = engine.links().table().linkNames(componentId, interfaceName);
            return new LinkException(
                    ErrorCode.NO_LINK,
                    "component '" + componentId + "' called '" + wanted.name() + "#" + function
                            + "' but has no link named '" + linkName + "' for '" + interfaceName + "'"
                            + (others.isEmpty() ? "" : " (it has links named " + others + ")")
                            + "; put one: Link.from(\"" + componentId + "\").to(\"<target id>\")"
                            + (linkName.equals(Link.DEFAULT_NAME) ? "" : ".name(\"" + linkName + "\")")
                            + ".interfaces(\"" + interfaceName.replace("/", "\", \"") + "\")");
        }
    }
}
