package org.latticehost.host.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to sign in to an artifact registry. Secret: its text form shows none of it. Immutable.
 *
 * @param username with a password
 * @param password with a user name
 * @param token alone
 */
public record RegistryCredential(Optional<String> username, Optional<String> password, Optional<String> token) {
    /** No signing in. */
    public static final RegistryCredential ANONYMOUS =
            new RegistryCredential(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * User name and password, or a token alone; any other mixture is {@link #ANONYMOUS}.
     */
    public static RegistryCredential of(@Nullable String username, @Nullable String password, @Nullable String token) {
        if (username != null && password != null && token == null) {
            return new RegistryCredential(Optional.of(username), Optional.of(password), Optional.empty());
        }
        if (token != null && username == null && password == null) {
            return new RegistryCredential(Optional.empty(), Optional.empty(), Optional.of(token));
        }
        return ANONYMOUS;
    }

    @Override
    public String toString() {
        return token.isPresent() ? "token ***" : username.isPresent() ? "user ***" : "anonymous";
    }
}
