package org.latticehost.core.internal.claims;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.OptionalLong;
import org.latticehost.core.internal.json.Json;
import org.latticehost.core.internal.key.Nkey;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;

/**
 * A claims token: who says what about a component, provider or host. Immutable.
 *
 * @param text as it was read
 * @param issuer public key of who signed it
 * @param subject public key of what it is about
 * @param issuedAt seconds since 1970
 * @param notBefore seconds since 1970, if it is not valid at once
 * @param expires seconds since 1970, if it ends
 * @param metadata what is claimed, or a missing node
 * @param revision of the form of the metadata, 0 if it does not say
 * @param signed whether the signature is that of the issuer
 */
record ClaimsToken(
        String text,
        String issuer,
        String subject,
        long issuedAt,
        OptionalLong notBefore,
        OptionalLong expires,
        JsonNode metadata,
        int revision,
        boolean signed) {

    /**
     * Reads a token, whether it is valid or not.
     *
     * @throws ComponentLoadException with code {@code INVALID_COMPONENT} if it is none
     */
    static ClaimsToken read(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw unreadable("it has " + parts.length + " parts instead of 3");
        }
        JsonNode header = json(parts[0], "header");
        if (!header.path("alg").asText().equals("Ed25519")) {
            throw unreadable("its algorithm is not Ed25519");
        }
        if (!header.path("typ").asText().equals("jwt")) {
            throw unreadable("its type is not jwt");
        }
        JsonNode claims = json(parts[1], "claims");
        text(claims, "jti");
        String issuer = text(claims, "iss");
        String subject = text(claims, "sub");
        if (issuer.isEmpty() || subject.isEmpty()) {
            throw unreadable("its " + (issuer.isEmpty() ? "issuer" : "subject") + " is empty");
        }
        return new ClaimsToken(
                text,
                issuer,
                subject,
                seconds(claims, "iat").orElseThrow(() -> unreadable("it has no 'iat'")),
                seconds(claims, "nbf"),
                seconds(claims, "exp"),
                claims.path("wascap"),
                claims.path("wascap_revision").asInt(0),
                signed(issuer, parts));
    }

    /**
     * Refuses a token that is not valid at a time.
     *
     * @throws ComponentLoadException with code {@code DENIED}
     */
    void check(Instant now) {
        if (expires.isPresent() && expires.getAsLong() < now.getEpochSecond()) {
            throw refused("token expired at `" + Instant.ofEpochSecond(expires.getAsLong()) + "`");
        }
        if (notBefore.isPresent() && now.getEpochSecond() < notBefore.getAsLong()) {
            throw refused("token cannot be used before `" + Instant.ofEpochSecond(notBefore.getAsLong()) + "`");
        }
        if (!signed) {
            throw refused("signature is not valid");
        }
    }

    static ComponentLoadException unreadable(String why) {
        return new ComponentLoadException(ErrorCode.INVALID_COMPONENT, "the embedded claims cannot be read: " + why);
    }

    private static ComponentLoadException refused(String why) {
        return new ComponentLoadException(ErrorCode.DENIED, "the embedded claims are refused: " + why);
    }

    private static boolean signed(String issuer, String[] parts) {
        byte[] message = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        try {
            return Nkey.verify(issuer, message, Base64.getUrlDecoder().decode(parts[2]));
        } catch (IllegalArgumentException e) {
            throw unreadable("issuer or signature: " + e.getMessage());
        }
    }

    private static JsonNode json(String part, String what) {
        try {
            return Json.read(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException | HostException e) {
            throw unreadable("its " + what + " is no JSON in base64: " + e.getMessage());
        }
    }

    private static String text(JsonNode claims, String field) {
        JsonNode value = claims.path(field);
        if (!value.isTextual()) {
            throw unreadable("'" + field + "' is not a text");
        }
        return value.textValue();
    }

    private static OptionalLong seconds(JsonNode claims, String field) {
        JsonNode value = claims.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalLong.empty();
        }
        long seconds = value.asLong();
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || seconds < 0
                || seconds > Instant.MAX.getEpochSecond()) {
            throw unreadable("'" + field + "' is not a time in seconds");
        }
        return OptionalLong.of(seconds);
    }
}
