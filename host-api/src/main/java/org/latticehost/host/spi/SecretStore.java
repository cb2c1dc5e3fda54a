package org.latticehost.host.spi;

import java.util.Map;
import java.util.Optional;

/**
 * Resolves secret references.
 *
 * <p>Thread-safe. May block.
 */
public interface SecretStore {

    /** Knows no secret. */
    SecretStore NONE = name -> Optional.empty();

    /** Secrets in memory: texts by name. */
    static SecretStore of(Map<String, String> texts) {
        Map<String, String> copy = Map.copyOf(texts);
        return name -> Optional.ofNullable(copy.get(name)).map(Secret::ofText);
    }

    /**
     * The value of a secret. Asked for each time a component gets it.
     *
     * @param name as the component says it; its configuration lists it, with {@code SECRET_} before it
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
