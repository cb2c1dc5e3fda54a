package org.latticehost.host.bind;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.ImportResolver;
import org.latticehost.host.spi.ProviderContext;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.InterfaceName;
import org.latticehost.host.wit.WitInterface;

/**
 * A Java object that components import as a WIT interface. See the package for which types stand for which.
 *
 * <pre>{@code
 * interface Stock {
 *     Optional<Item> find(String name);
 * }
 *
 * host = WasmCloudHost.builder().provide("acme:inventory/stock@1.0.0", stock).build();
 * }</pre>
 *
 * <p>A method stands for the function of its name, {@code newBucket} for the constructor of resource {@code bucket}; the
 * methods of a resource are those of the object that is the resource. A method may have a
 * {@link org.latticehost.host.spi.HostCall} before its other parameters. What it throws traps the guest, except
 * {@link WitErrorException} where the function returns a result.
 *
 * <p>Methods run on the threads of guests, concurrently. Immutable; thread-safe if the object is.
 */
public final class JavaCapability {
    private final InterfaceName name;
    private final Class<?> type;
    private final Object implementation;
    /** What the lattice is offered, if anything. */
    private final @Nullable HostInterface offered;

    private JavaCapability(InterfaceName name, Class<?> type, Object implementation, @Nullable HostInterface offered) {
        this.name = name;
        this.type = type;
        this.implementation = Objects.requireNonNull(implementation, "implementation");
        this.offered = offered;
    }

    /**
     * An object as an interface. Its types are compared with those of each component that imports it, when the component
     * is linked or first calls it; {@link #bind} compares them at once.
     *
     * @param interfaceName {@code acme:inventory/stock@1.0.0}; components may import any compatible version
     * @param type the Java interface, or class, whose public methods are the functions
     */
    public static <T> JavaCapability of(String interfaceName, Class<T> type, T implementation) {
        return new JavaCapability(InterfaceName.of(interfaceName), type, implementation, null);
    }

    /** An object as an interface: its public methods are the functions. */
    public static JavaCapability of(String interfaceName, Object implementation) {
        return new JavaCapability(InterfaceName.of(interfaceName), implementation.getClass(), implementation, null);
    }

    /**
     * The same, also offered to the whole lattice: components of other hosts are linked to the provider as those of its
     * own are, and Java code of other hosts may call it without a link.
     *
     * @param wit the interface, of this {@link #name}, without resources: what travels does not say its types
     * @throws org.latticehost.host.error.BindingException if the types do not fit
     * @throws IllegalArgumentException if it is another interface, or has resources
     */
    public JavaCapability toLattice(WitInterface wit) {
        if (!wit.name().equals(name)) {
            throw new IllegalArgumentException("the capability is " + name + ", the types are of " + wit.name());
        }
        if (!wit.resources().isEmpty()) {
            throw new IllegalArgumentException(name + " has the resources "
                    + wit.resources().keySet() + ", which cannot be offered to other hosts");
        }
        return new JavaCapability(name, type, implementation, bind(wit));
    }

    /** The name of the interface. */
    public InterfaceName name() {
        return name;
    }

    /**
     * Compares the Java type with a WIT interface (of any name) and prepares its calls.
     *
     * @param wanted from a component that imports it, or from a {@link org.latticehost.host.wit.text.WitPackage}
     * @throws org.latticehost.host.error.BindingException if a function has no method, or their types do not fit
     */
    public HostInterface bind(WitInterface wanted) {
        return new CapabilityBinder(wanted, type, implementation).bind();
    }

    /**
     * The implementation for a component that imports it; empty if it wants another interface, or a version that is not
     * compatible.
     *
     * @throws org.latticehost.host.error.BindingException if the types do not fit
     */
    public Optional<HostInterface> serve(WitInterface wanted) {
        return serves(wanted.name()) ? Optional.of(bind(wanted)) : Optional.empty();
    }

    private boolean serves(InterfaceName wanted) {
        return wanted.withoutVersion().equals(name.withoutVersion())
                && (wanted.version().isEmpty()
                        || name.version().isEmpty()
                        || track(wanted.version().get())
                                .equals(track(name.version().get())));
    }

    /** What versions that may stand for each other have in common. */
    private static String track(String version) {
        String[] parts = version.split("\\.", 3);
        if (parts.length < 3 || version.contains("-")) {
            return version;
        }
        return !parts[0].equals("0") ? parts[0] : parts[1].equals("0") ? version : "0." + parts[1];
    }

    /** Offers capabilities to a component that is linked without a host. */
    public static ImportResolver resolver(JavaCapability... capabilities) {
        List<JavaCapability> all = List.of(capabilities);
        return new ImportResolver() {
            @Override
            public Optional<HostInterface> resolve(WitInterface wanted) {
                return served(all, wanted);
            }

            @Override
            public Optional<HostFunction> resolve(String rootFunction, FunctionType type) {
                return Optional.empty();
            }
        };
    }

    /** A built-in provider of that name that serves capabilities over links. */
    public static CapabilityProviderFactory provider(String providerName, List<JavaCapability> capabilities) {
        return new Factory(providerName, new Provider(List.copyOf(capabilities)));
    }

    private static Optional<HostInterface> served(List<JavaCapability> all, WitInterface wanted) {
        return all.stream().flatMap(each -> each.serve(wanted).stream()).findFirst();
    }

    private record Factory(String name, CapabilityProvider create) implements CapabilityProviderFactory {}

    private record Provider(List<JavaCapability> capabilities) implements CapabilityProvider {
        @Override
        public void start(ProviderContext context) {
            // The objects are there already.
        }

        @Override
        public List<WitInterface> offers() {
            return capabilities.stream()
                    .flatMap(each -> Stream.ofNullable(each.offered))
                    .map(HostInterface::type)
                    .toList();
        }

        @Override
        public Optional<HostInterface> serve(WitInterface wanted, ResolvedLink link) {
            return served(capabilities, wanted);
        }

        @Override
        public Optional<HostInterface> serveUnlinked(WitInterface wanted) {
            return capabilities.stream()
                    .flatMap(each -> Stream.ofNullable(each.offered))
                    .filter(each -> each.name().equals(wanted.name()))
                    .findFirst();
        }

        @Override
        public void stop(Duration grace) {
            // They belong to whoever made them.
        }
    }
}
