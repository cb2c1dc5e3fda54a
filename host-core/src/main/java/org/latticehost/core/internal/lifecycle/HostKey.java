package org.latticehost.core.internal.lifecycle;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import org.latticehost.core.internal.key.Nkey;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;

/** The key that a host is known by: an nkey of type server. Prints nothing secret. */
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
        byte[] secret = seed.isPresent() ? read(seed.get()) : random();
        try {
            return new HostKey(Nkey.serverPublicKey(publicKey(secret)));
        } catch (GeneralSecurityException e) {
            throw new HostException(ErrorCode.INTERNAL, "this JVM has no Ed25519, which a host key needs", e);
        }
    }

    /** The public key: the host's id. */
    String id() {
        return publicKey;
    }

    /** The JDK makes a key from the bytes its random source gives, and so from a seed. */
    private static byte[] publicKey(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
        byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length); // the key ends its X.509 form
    }

    private static byte[] read(String seed) {
        try {
            return Nkey.readServerSeed(seed);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("hostKey cannot be used: " + e.getMessage(), e);
        }
    }

    private static byte[] random() {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return seed;
    }

    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        Given(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }
}
