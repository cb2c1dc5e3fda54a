package org.latticehost.testkit.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** WebAssembly with embedded claims, as the vectors describe them, signed with a key that is known: for tests only. */
final class SignedArtifact {
    /** Public key of whoever signs. */
    static final String ISSUER = "ADAB6LEALRFK6URE4MDFKFLKJQAKD6R3FDEMD5OHWISMXYSAO2LFVK52";
    /** Public key of the component. */
    static final String COMPONENT = "MAJOLXTYAEWF2MN7T26ACS7EYN2NGR6QJFDVZTAMJCVT3BDPA54NVVNO";

    private static final String SEED = "676c35cc45c82eaa97c52cf49f28fe17b6c5fb01e11a800951087eda685d3c41";
    private static final String PKCS8 = "302e020100300506032b657004220420";
    private static final byte[] EMPTY_MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private SignedArtifact() {}

    /**
     * A module that differs by its reference, with the claims of the component of the vectors.
     *
     * @param more further members of the token: {@code "exp":1,}, or empty
     */
    static byte[] of(String reference, String more) {
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        module.writeBytes(EMPTY_MODULE);
        writeSection(module, "reference", reference.getBytes(StandardCharsets.UTF_8));
        try {
            String hash = HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(module.toByteArray()));
            writeSection(module, "wasmcloud_jwt", token(hash, more).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot sign", e);
        }
        return module.toByteArray();
    }

    private static String token(String hash, String more) throws GeneralSecurityException {
        String claims = "{" + more + "\"jti\":\"conformance\",\"iat\":1700000000,\"iss\":\"" + ISSUER + "\",\"sub\":\""
                + COMPONENT + "\",\"wascap\":{\"name\":\"hello\",\"hash\":\"" + hash
                + "\",\"tags\":[\"web\",\"demo\"],\"rev\":2,\"ver\":\"0.1.0\",\"prov\":false},\"wascap_revision\":3}";
        String signed = base64("{\"typ\":\"jwt\",\"alg\":\"Ed25519\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        PrivateKey key = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(HexFormat.of().parseHex(PKCS8 + SEED)));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.UTF_8));
        return signed + "." + base64(signature.sign());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void writeSection(ByteArrayOutputStream out, String name, byte[] content) {
        out.write(0);
        writeLength(out, 1 + name.length() + content.length);
        out.write(name.length());
        out.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(content);
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        int rest = length;
        for (; rest >= 0x80; rest >>>= 7) {
            out.write((rest & 0x7F) | 0x80);
        }
        out.write(rest);
    }
}
