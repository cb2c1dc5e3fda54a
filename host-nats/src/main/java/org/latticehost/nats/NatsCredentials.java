package org.latticehost.nats;

import io.nats.client.AuthHandler;
import io.nats.client.NKey;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.TransportException;

/**
 * How a connection proves who it is. Never shows a secret.
 *
 * <p>Immutable.
 */
public final class NatsCredentials {
    private interface Use {
        void in(Options.Builder options);
    }

    private static final Pattern JWT = block("NATS USER JWT");
    private static final Pattern SEED = block("USER NKEY SEED");

    private static final NatsCredentials NONE = new NatsCredentials("none", options -> {}, () -> {});

    private final String kind;
    private final Use use;
    private final Runnable check;

    private NatsCredentials(String kind, Use use, Runnable check) {
        this.kind = kind;
        this.use = use;
        this.check = check;
    }

    /** One line between two others that name it, with anything around. */
    private static Pattern block(String name) {
        return Pattern.compile("-{3,}BEGIN " + name + "-{3,}\\s*?\\R(\\S+)\\R-{3,}END " + name + "-{3,}");
    }

    /** Nothing. */
    public static NatsCredentials none() {
        return NONE;
    }

    /** A user and a password, both not empty. */
    public static NatsCredentials userPassword(String user, String password) {
        requireNotEmpty("user", user);
        requireNotEmpty("password", password);
        return new NatsCredentials(
                "user '" + user + "'",
                options -> options.userInfo(user.toCharArray(), password.toCharArray()),
                () -> {});
    }

    /** A token, not empty. */
    public static NatsCredentials token(String token) {
        requireNotEmpty("token", token);
        return new NatsCredentials("token", options -> options.token(token.toCharArray()), () -> {});
    }

    /**
     * A user's JWT and the seed of its key.
     *
     * @throws ConfigurationException if the seed is not the seed of a user key
     */
    public static NatsCredentials jwt(String jwt, String seed) {
        requireNotEmpty("jwt", jwt);
        requireUserSeed(seed);
        AuthHandler handler = Nats.staticCredentials(jwt.toCharArray(), seed.toCharArray());
        return new NatsCredentials("jwt", options -> options.authHandler(handler), () -> {});
    }

    /**
     * A credentials file with a user's JWT and seed. Read for every connection, so that it may be replaced; the first
     * time when the transport starts.
     */
    public static NatsCredentials file(Path path) {
        AuthHandler handler = Nats.credentials(path.toString());
        return new NatsCredentials(
                "file " + path, options -> options.authHandler(handler), () -> requireCredentials(path));
    }

    private static void requireCredentials(Path path) {
        String text;
        try {
            text = Files.readString(path);
        } catch (IOException e) {
            throw new TransportException("cannot read credentials file " + path + ": " + e.getMessage(), e);
        }
        Matcher seed = SEED.matcher(text);
        if (!JWT.matcher(text).find() || !seed.find()) {
            throw new TransportException("credentials file " + path
                    + " holds no NATS user JWT and seed; make one with 'nsc generate creds'");
        }
        try {
            requireUserSeed(seed.group(1));
        } catch (ConfigurationException e) {
            throw new TransportException("credentials file " + path + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static void requireUserSeed(String seed) {
        if (!seed.startsWith("SU")) {
            throw new ConfigurationException("the NATS seed is not that of a user: it must begin with SU");
        }
        try {
            NKey.fromSeed(seed.toCharArray()).clear();
        } catch (IllegalArgumentException e) {
            // Without its message, which may quote the seed.
            throw new ConfigurationException("the NATS seed is malformed (" + seed.length() + " characters)");
        }
    }

    private static void requireNotEmpty(String what, String value) {
        if (value.isEmpty()) {
            throw new ConfigurationException("the NATS " + what + " must not be empty");
        }
    }

    void useIn(Options.Builder options) {
        use.in(options);
    }

    /** Throws {@link TransportException} if they cannot be used. Reads files. */
    void check() {
        check.run();
    }

    @Override
    public String toString() {
        return kind;
    }
}
