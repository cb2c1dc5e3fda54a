package org.latticehost.core.internal.claims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.bucket.Background;
import org.latticehost.core.internal.bucket.FollowedBucket;
import org.latticehost.core.internal.bucket.Retries;
import org.latticehost.core.internal.json.Json;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.LatticeNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claims that hosts of the lattice have stored under {@code CLAIMS_SUBJECT}, this one included. What it has to store
 * while the lattice is away is known here at once, and written when the lattice is back.
 *
 * <p>Thread-safe.
 */
public final class ClaimsTable implements FollowedBucket.Follower, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimsTable.class);
    private static final String KEY = "CLAIMS_";

    private final FollowedBucket bucket;
    private final Retries writer;
    private final ConcurrentSkipListMap<String, Map<String, String>> bySubject = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<String, byte[]> unwritten = new ConcurrentSkipListMap<>();

    public ClaimsTable(FollowedBucket bucket, Background background) {
        this.bucket = bucket;
        this.writer = new Retries("write claims stored while the lattice was away", background, this::writeAll);
    }

    /** Stores the claims of a component for all hosts. Blocks. */
    public void store(ComponentClaims claims) {
        ObjectNode stored = claims.forStore();
        String subject = claims.publicKey();
        requireKey(subject);
        bySubject.put(subject, read(stored));
        byte[] value = Json.bytes(stored);
        if (bucket.away()) {
            unwritten.put(subject, value);
            if (!bucket.away()) {
                writer.begin(); // it came back in this moment
            }
        } else {
            bucket.put(KEY + subject, value);
        }
    }

    private static void requireKey(String subject) {
        try {
            LatticeNames.requireKey(KEY + subject);
        } catch (IllegalArgumentException e) {
            throw new HostException(
                    ErrorCode.INVALID_COMPONENT, "the subject of the embedded claims cannot be a key", e);
        }
    }

    private boolean writeAll() {
        unwritten.forEach((subject, value) -> {
            bucket.put(KEY + subject, value);
            unwritten.remove(subject, value);
        });
        return true;
    }

    @Override
    public void caughtUp() {
        if (!unwritten.isEmpty()) {
            writer.begin();
        }
    }

    @Override
    public void close() {
        writer.close();
    }

    /** Takes an entry of the bucket, if it is one of claims; removals leave what was there. */
    @Override
    public void entry(KeyValueBucket.Entry entry) {
        if (!entry.key().startsWith(KEY) || entry.operation() != KeyValueBucket.Operation.PUT) {
            return;
        }
        String subject = entry.key().substring(KEY.length());
        try {
            Map<String, String> claims = read(Json.read(entry.value()));
            if (!subject.equals(claims.get("subject"))) {
                throw new HostException(ErrorCode.PROTOCOL, "subject mismatch");
            }
            bySubject.put(subject, claims);
        } catch (HostException e) {
            LOG.atWarn().addKeyValue("key", entry.key()).log("claims are unreadable, skipped: {}", e.getMessage());
        }
    }

    /** All claims as the control interface shows them: flat, with long and short names. */
    public List<Map<String, String>> all() {
        return List.copyOf(bySubject.values());
    }

    private static Map<String, String> read(JsonNode node) {
        boolean component = node.has("call_alias") && node.has("tags");
        String issuer = either(node, "issuer", "iss");
        String revision = either(node, "revision", "rev");
        String subject = either(node, "subject", "sub");
        Map<String, String> flat = new LinkedHashMap<>();
        if (component) {
            flat.put("call_alias", text(node, "call_alias"));
        }
        flat.put("iss", issuer);
        flat.put("issuer", issuer);
        flat.put("name", text(node, "name"));
        flat.put("rev", revision);
        flat.put("revision", revision);
        flat.put("sub", subject);
        flat.put("subject", subject);
        if (component) {
            flat.put("tags", tags(node.get("tags")));
        }
        flat.put("version", text(node, "version"));
        if (!component) {
            flat.put("config_schema", node.hasNonNull("config_schema") ? text(node, "config_schema") : "");
        }
        return flat;
    }

    /** Of two names of a field exactly one may be used. */
    private static String either(JsonNode node, String name, String alias) {
        if (node.has(name) && node.has(alias)) {
            throw new HostException(ErrorCode.PROTOCOL, "both '" + name + "' and '" + alias + "'");
        }
        return text(node, node.has(alias) ? alias : name);
    }

    private static String text(JsonNode node, String field) {
        @Nullable JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new HostException(ErrorCode.PROTOCOL, "'" + field + "' must be a text");
        }
        return value.textValue();
    }

    /** An array of texts, or one text with commas. */
    private static String tags(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (!node.isArray()) {
            throw new HostException(ErrorCode.PROTOCOL, "'tags' must be an array");
        }
        List<String> tags = new ArrayList<>();
        node.forEach(each -> tags.add(each.asText()));
        return String.join(",", tags);
    }
}
