package org.latticehost.host.spi;

import java.util.Optional;

/**
 * Resolves secret references.
 *
 * <p>Thread-safe. May block.
 */
public interface SecretStore {

    /** Knows no secret. */
    SecretStore NONE = name -> Optional.empty();

    /**
     * The value of a secret.
     *
     * @param name the name of the reference, as listed with a component's configuration
     */
    Optional<Secret> secret(String name);

    /** A secret value; never printed. */
    final class Secret {
        private final Object value;

        private Secret(Object value) {
            this.value = value;
        }

        public static Secret ofText(String text) {
            return new Secret(text);
        }

        public static Secret ofBytes(byte[] bytes) {
            return new Secret(bytes.clone());
        }

        /** Whether it is text (else bytes). */
        public boolean isText() {
            return value instanceof String;
        }

        /** The text, or the bytes as a {@code byte[]}. */
        public Object reveal() {
            return value instanceof byte[] bytes ? bytes.clone() : value;
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
