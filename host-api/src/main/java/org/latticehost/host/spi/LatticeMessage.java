package org.latticehost.host.spi;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

    private LatticeMessage(String subject, @Nullable String replyTo, Map<String, String> headers, byte[] payload) {
        this.subject = subject;
        this.replyTo = replyTo;
        this.headers = headers;
        this.payload = payload;
    }

    public static LatticeMessage of(String subject, byte[] payload) {
        return new LatticeMessage(subject, null, Map.of(), payload);
    }

    /** A message with UTF-8 text. */
    public static LatticeMessage of(String subject, String payload) {
        return of(subject, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** A message without payload. */
    public static LatticeMessage empty(String subject) {
        return of(subject, EMPTY);
    }

    public LatticeMessage withReplyTo(@Nullable String subjectOfReply) {
        return new LatticeMessage(subject, subjectOfReply, headers, payload);
    }

    /** With these headers instead; names are case-sensitive, one value each. */
    public LatticeMessage withHeaders(Map<String, String> all) {
        return new LatticeMessage(
                subject,
                replyTo,
                all.isEmpty() ? Map.of() : java.util.Collections.unmodifiableMap(new LinkedHashMap<>(all)),
                payload);
    }

    public String subject() {
        return subject;
    }

    /** Where an answer is expected. */
    public Optional<String> replyTo() {
        return Optional.ofNullable(replyTo);
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
