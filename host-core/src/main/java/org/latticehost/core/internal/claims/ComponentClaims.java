package org.latticehost.core.internal.claims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.latticehost.core.internal.json.Json;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;

/** What is claimed about a component by a token within its binary; the binary is the one the token is about. Immutable. */
public final class ComponentClaims {
    /** Since this revision of the metadata every tool writes the hash that we compute. */
    private static final int HASHED = 3;

    private final ClaimsToken token;
    private final Optional<String> name;
    private final Optional<List<String>> tags;
    private final OptionalInt revision;
    private final Optional<String> version;
    private final Optional<String> callAlias;

    private ComponentClaims(ClaimsToken token) {
        this.token = token;
        name = text("name");
        tags = tags(token.metadata().path("tags"));
        revision = revision(token.metadata().path("rev"));
        version = text("ver");
        callAlias = text("call_alias");
    }

    /**
     * The claims embedded in a binary; empty if there are none. They may have expired or be forged, see {@link #check}.
     *
     * @throws ComponentLoadException if they cannot be read or are about another binary
     */
    public static Optional<ComponentClaims> in(byte[] wasm) {
        Optional<EmbeddedToken> embedded = EmbeddedToken.in(wasm);
        if (embedded.isEmpty()) {
            return Optional.empty();
        }
        ClaimsToken token = ClaimsToken.read(embedded.get().text());
        JsonNode hash = token.metadata().path("hash");
        if (!hash.isTextual()) {
            throw ClaimsToken.unreadable("they hold no hash of the component");
        }
        if (token.revision() >= HASHED
                && !hash.textValue().equals(embedded.get().hash())) {
            throw new ComponentLoadException(
                    ErrorCode.INVALID_COMPONENT,
                    "Invalid module hash: the embedded claims are about a component with SHA-256 " + hash.textValue()
                            + ", this one has " + embedded.get().hash() + "; it was changed after it was signed");
        }
        return Optional.of(new ComponentClaims(token));
    }

    /**
     * Refuses claims that are not valid now.
     *
     * @throws ComponentLoadException with code {@code DENIED}
     */
    public void check(Instant now) {
        token.check(now);
    }

    /** Public key of the component: the subject of the claims. */
    public String publicKey() {
        return token.subject();
    }

    public Optional<String> name() {
        return name;
    }

    /** The revision that is claimed, else 0. */
    public int revision() {
        return revision.orElse(0);
    }

    /** As events carry them. A name is always there: schedulers drop events whose claims have none. */
    public ObjectNode forEvents() {
        ObjectNode node = Json.object();
        node.put("issuer", token.issuer());
        node.put("not_before_human", human(token.notBefore()));
        node.put("expires_human", human(token.expires()));
        node.put("call_alias", callAlias.orElse(null));
        node.set("tags", tags.<JsonNode>map(Json::array).orElse(node.nullNode()));
        node.put("name", name.orElse(""));
        node.put("version", version.orElse(null));
        if (revision.isPresent()) {
            node.put("revision", revision.getAsInt());
        } else {
            node.putNull("revision");
        }
        return node;
    }

    /** As the policy engine gets them. */
    public Map<String, String> forPolicy(Instant now) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("claims.publicKey", token.subject());
        facts.put("claims.issuer", token.issuer());
        facts.put("claims.issuedAt", Long.toString(token.issuedAt()));
        token.expires().ifPresent(seconds -> facts.put("claims.expiresAt", Long.toString(seconds)));
        facts.put("claims.expired", Boolean.toString(token.expires().orElse(Long.MAX_VALUE) < now.getEpochSecond()));
        return facts;
    }

    /** As they are stored in the lattice, for all hosts. */
    ObjectNode forStore() {
        ObjectNode node = Json.object();
        node.put("call_alias", callAlias.orElse(""));
        node.put("issuer", token.issuer());
        node.put("name", name.orElse(""));
        node.put("revision", Integer.toString(revision()));
        node.put("subject", token.subject());
        node.set("tags", Json.array(tags.orElse(List.of())));
        node.put("version", version.orElse(""));
        return node;
    }

    private static String human(OptionalLong seconds) {
        return seconds.isPresent() ? Long.toString(seconds.getAsLong()) : "never";
    }

    private Optional<String> text(String field) {
        JsonNode value = token.metadata().path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw ClaimsToken.unreadable("'" + field + "' is not a text");
        }
        return Optional.of(value.textValue());
    }

    private static Optional<List<String>> tags(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        List<String> tags = new ArrayList<>();
        value.forEach(tag -> tags.add(tag.asText()));
        if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isTextual)) {
            throw ClaimsToken.unreadable("'tags' is not a list of texts");
        }
        return Optional.of(List.copyOf(tags));
    }

    private static OptionalInt revision(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return OptionalInt.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw ClaimsToken.unreadable("'rev' is not a number of 32 bits");
        }
        return OptionalInt.of(value.intValue());
    }
}
