package org.latticehost.host.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
     * The value of a secret. Asked for each time a component gets it, and when a provider is told a link.
     *
     * @param name as the component says it; its configuration, or that of the link, lists it, with {@code SECRET_} before
     *     it
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

        /** Whether the other one has the same value, in a time that does not tell where they differ. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Secret secret
                    && isText() == secret.isText()
                    && MessageDigest.isEqual(bytes(), secret.bytes());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes());
        }

        private byte[] bytes() {
            return value instanceof byte[] bytes ? bytes : ((String) value).getBytes(UTF_8);
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
