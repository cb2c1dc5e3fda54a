package org.latticehost.core.internal.claims;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;

/**
 * The claims token that tools embed into modules and components as a custom section, and the hash of all the rest.
 *
 * <p>A section of today's name counts at the top level only, one of the old name at any depth; the first one does. All of
 * them, at every depth, are left out of the hash, and the lengths around them are written anew in their shortest form.
 *
 * @param text the token
 * @param hash SHA-256 of the binary without tokens, in upper-case hexadecimal
 */
record EmbeddedToken(String text, String hash) {
    private static final String SECTION = "wasmcloud_jwt";
    private static final String OLD_SECTION = "jwt";
    private static final byte[] MAGIC = {0, 'a', 's', 'm'};
    private static final int HEADER = 8;
    /** Components nest; more than this is not what a tool makes. */
    private static final int MAX_DEPTH = 100;
    /** In all modules and components together; each is kept while the binary is walked, and may be of two bytes. */
    private static final int MAX_SECTIONS = 200_000;
    /** A hundred times what tools write. */
    private static final int MAX_TOKEN = 128 << 10;

    private static final int CUSTOM = 0;
    private static final int CORE_MODULE = 1;
    private static final int COMPONENT = 4;

    /**
     * The token of a binary; empty if it has none, or if the bytes are no WebAssembly at all, which whoever compiles them
     * finds out.
     *
     * @throws ComponentLoadException if the sections do not fit into each other
     */
    static Optional<EmbeddedToken> in(byte[] wasm) {
        if (!isWasm(wasm, 0, wasm.length)) {
            return Optional.empty();
        }
        String token = Container.outermost(wasm).token();
        return token == null ? Optional.empty() : Optional.of(new EmbeddedToken(token, hash(wasm)));
    }

    /** SHA-256 of a binary without tokens. */
    static String hash(byte[] wasm) {
        try {
            byte[] rest = Container.outermost(wasm).withoutTokens();
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(rest));
        } catch (NoSuchAlgorithmException e) {
            throw new HostException(ErrorCode.INTERNAL, "this JVM has no SHA-256", e);
        }
    }

    private static boolean isWasm(byte[] wasm, int start, int end) {
        return end - start >= HEADER && Arrays.equals(wasm, start, start + MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private static ComponentLoadException malformed(String what, int offset) {
        return new ComponentLoadException("malformed WebAssembly: " + what, offset);
    }

    /**
     * A section; an inner container is one whose content is a module or component.
     *
     * @param name of a custom section, else empty
     * @param content where its content begins, with the name if it has one
     * @param body the same behind the name
     */
    private record Section(
            int id,
            String name,
            int content,
            int body,
            int end,
            @Nullable Container inner) {
        boolean holdsToken() {
            return name.equals(SECTION) || name.equals(OLD_SECTION);
        }
    }

    /** A module or a component, at the top or within another component. */
    private static final class Container {
        private final byte[] wasm;
        private final int start;
        private final List<Section> sections = new ArrayList<>();
        private final int depth;
        private final AtomicInteger sectionsLeft;

        static Container outermost(byte[] wasm) {
            return new Container(wasm, 0, wasm.length, 0, new AtomicInteger(MAX_SECTIONS));
        }

        private Container(byte[] wasm, int start, int end, int depth, AtomicInteger sectionsLeft) {
            this.wasm = wasm;
            this.start = start;
            this.depth = depth;
            this.sectionsLeft = sectionsLeft;
            if (!isWasm(wasm, start, end)) {
                throw malformed("no module or component", start);
            }
            if (depth > MAX_DEPTH) {
                throw malformed("components nest deeper than " + MAX_DEPTH, start);
            }
            boolean component = wasm[start + 6] != 0 || wasm[start + 7] != 0; // the layer, behind the version
            int at = start + HEADER;
            while (at < end) {
                Section section = section(at, end, component);
                sections.add(section);
                at = section.end;
            }
        }

        private Section section(int at, int limit, boolean component) {
            if (sectionsLeft.decrementAndGet() < 0) {
                throw malformed("more than " + MAX_SECTIONS + " sections", at);
            }
            int id = wasm[at];
            Length length = length(at + 1, limit);
            int body = length.next;
            int end = body + length.value;
            if (id == CUSTOM) {
                Length name = length(body, end);
                if (name.value > end - name.next) {
                    throw malformed("the name of a custom section is longer than the section", body);
                }
                String text = new String(wasm, name.next, name.value, StandardCharsets.UTF_8);
                return new Section(id, text, body, name.next + name.value, end, null);
            }
            boolean nested = component && (id == CORE_MODULE || id == COMPONENT);
            return new Section(
                    id, "", body, body, end, nested ? new Container(wasm, body, end, depth + 1, sectionsLeft) : null);
        }

        /** An unsigned LEB128 number of 32 bits that says how many of the following bytes belong to something. */
        private Length length(int at, int limit) {
            long value = 0;
            for (int i = 0; i < 5; i++) {
                if (at + i >= limit) {
                    throw malformed("it ends within a length", at);
                }
                int b = wasm[at + i] & 0xFF;
                value |= (long) (b & 0x7F) << (7 * i);
                if (b < 0x80) {
                    int next = at + i + 1;
                    if (value > limit - next) {
                        throw malformed("a length of " + value + " where " + (limit - next) + " bytes are left", at);
                    }
                    return new Length((int) value, next);
                }
            }
            throw malformed("a length of more than 5 bytes", at);
        }

        private record Length(int value, int next) {}

        @Nullable String token() {
            for (Section section : sections) {
                boolean counts = depth == 0 ? section.holdsToken() : section.name.equals(OLD_SECTION);
                if (counts) {
                    if (section.end - section.body > MAX_TOKEN) {
                        throw ClaimsToken.unreadable(
                                "they have " + (section.end - section.body) + " bytes, more than " + MAX_TOKEN);
                    }
                    return new String(wasm, section.body, section.end - section.body, StandardCharsets.UTF_8);
                }
                String within = section.inner == null ? null : section.inner.token();
                if (within != null) {
                    return within;
                }
            }
            return null;
        }

        byte[] withoutTokens() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(wasm, start, HEADER);
            for (Section section : sections) {
                if (section.holdsToken()) {
                    continue;
                }
                out.write(section.id);
                if (section.inner == null) {
                    writeLength(out, section.end - section.content);
                    out.write(wasm, section.content, section.end - section.content);
                } else {
                    byte[] content = section.inner.withoutTokens();
                    writeLength(out, content.length);
                    out.writeBytes(content);
                }
            }
            return out.toByteArray();
        }

        private static void writeLength(ByteArrayOutputStream out, int length) {
            int rest = length;
            while (rest >= 0x80) {
                out.write((rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            out.write(rest);
        }
    }
}
