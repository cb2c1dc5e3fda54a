package org.latticehost.core.internal.provider;

import java.util.Locale;
import java.util.Set;

/** How a provider's reference appears in inventory, events and the lattice: without the scheme that was asked for. */
public final class ProviderReference {
    private static final Set<String> SCHEMES = Set.of("file", "oci", "http", "https", "wasmcloud+builtin");

    private ProviderReference() {}

    /** {@code http-server} of {@code wasmcloud+builtin://http-server}; what has another scheme, or none, stays. */
    public static String shown(String reference) {
        int end = reference.indexOf("://");
        return end > 0 && SCHEMES.contains(reference.substring(0, end).toLowerCase(Locale.ROOT))
                ? reference.substring(end + 3)
                : reference;
    }
}
