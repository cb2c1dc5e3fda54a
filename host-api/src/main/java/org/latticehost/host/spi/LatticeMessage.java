package org.latticehost.host.spi;

import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message on a subject. Immutable; the payload is shared and must not be changed.
 */
public final class LatticeMessage {
    private static final byte[] EMPTY = new byte[0];

    private final String subject;
    private final @Nullable String replyTo;
    private final Map<String, String> headers;
    private final byte[] payload;
    private final boolean noResponders;

    private LatticeMessage(
            String subject,
            @Nullable String replyTo,
            Map<String, String> headers,
            byte[] payload,
            boolean noResponders) {
        this.subject = subject;
        this.replyTo = replyTo;
        this.headers = headers;
        this.payload = payload;
        this.noResponders = noResponders;
    }

    public static LatticeMessage of(String subject, byte[] payload) {
        return new LatticeMessage(subject, null, Map.of(), payload, false);
    }

    /** A message with UTF-8 text. */
    public static LatticeMessage of(String subject, String payload) {
        return of(subject, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** A message without payload. */
    public static LatticeMessage empty(String subject) {
        return of(subject, EMPTY);
    }

    /**
     * What the transport delivers on the reply subject of a published message that reached nobody. Only transports make
     * it.
     */
    public static LatticeMessage noResponders(String subject) {
        return new LatticeMessage(subject, null, Map.of(), EMPTY, true);
    }

    public LatticeMessage withReplyTo(@Nullable String subjectOfReply) {
        return new LatticeMessage(subject, subjectOfReply, headers, payload, noResponders);
    }

    /**
     * With these headers instead; names are case-sensitive, one value each (of several received values, the first). Those
     * of another message are known to be good, and taken as they are.
     *
     * @throws IllegalArgumentException if a name is empty or holds anything but printable ASCII without {@code :}, or a
     *     value anything but printable ASCII and tabs
     */
    public LatticeMessage withHeaders(Map<String, String> all) {
        Map<String, String> good = all.isEmpty() ? Map.of() : all instanceof Headers ? all : new Headers(all);
        return new LatticeMessage(subject, replyTo, good, payload, noResponders);
    }

    /** Checked when it is made, and never changed. */
    private static final class Headers extends AbstractMap<String, String> {
        private final Map<String, String> values;

        Headers(Map<String, String> values) {
            this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            this.values.forEach(LatticeNames::requireHeader);
        }

        @Override
        public Set<Map.Entry<String, String>> entrySet() {
            return values.entrySet();
        }

        @Override
        public @Nullable String get(@Nullable Object name) {
            return values.get(name);
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return values.containsKey(name);
        }
    }

    public String subject() {
        return subject;
    }

    /** Where an answer is expected. */
    public Optional<String> replyTo() {
        return Optional.ofNullable(replyTo);
    }

    /**
     * Whether this is no message of a peer but the news that the message sent with this reply subject reached nobody;
     * without payload then.
     */
    public boolean noResponders() {
        return noResponders;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** The bytes; not to be changed. */
    public byte[] payload() {
        return payload;
    }

    /** The payload as UTF-8 text. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return subject + " (" + payload.length + " bytes)";
    }
}
