package org.latticehost.core.internal.lifecycle;

import io.nats.nkey.NKey;
import io.nats.nkey.NkeyType;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;

/** The key pair that a host is known by: an nkey of type server. Prints nothing secret. */
final class HostKey {
    private final String publicKey;

    private HostKey(String publicKey) {
        this.publicKey = publicKey;
    }

    /**
     * The key of a seed, or a new one.
     *
     * @throws ConfigurationException if the seed is damaged or of another type
     */
    static HostKey of(Optional<String> seed) {
        NKey key = seed.isPresent() ? fromSeed(seed.get()) : random();
        try {
            return new HostKey(new String(key.getPublicKey()));
        } catch (GeneralSecurityException | IOException e) {
            throw new HostException(ErrorCode.INTERNAL, "the public key of the host could not be made", e);
        }
    }

    /** The public key: the host's id. */
    String id() {
        return publicKey;
    }

    private static NKey fromSeed(String seed) {
        NKey key;
        try {
            key = NKey.fromSeed(seed.toCharArray());
        } catch (IllegalArgumentException e) {
            // Without the cause, whose message may repeat the seed.
            throw new ConfigurationException("hostKey is not an nkey seed: its check sum does not match");
        }
        if (key.getType() != NkeyType.SERVER) {
            throw new ConfigurationException(
                    "hostKey must be the seed of a server nkey (SN…), not of type " + key.getType());
        }
        return key;
    }

    private static NKey random() {
        try {
            return NKey.createServer(new SecureRandom());
        } catch (GeneralSecurityException | IOException e) {
            throw new HostException(ErrorCode.INTERNAL, "no host key could be made", e);
        }
    }
}
