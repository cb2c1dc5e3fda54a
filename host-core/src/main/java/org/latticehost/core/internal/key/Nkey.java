package org.latticehost.core.internal.key;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;

/**
 * The text form of Ed25519 keys that NATS and lattices use: prefix, 32 bytes and a check sum in base 32, so that the
 * first letters tell what a key is for.
 */
public final class Nkey {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int SERVER = 13 << 3; // N…
    private static final int SEED = 18 << 3; // S…
    private static final int KEY_BYTES = 32;
    /** First letters of the public keys that sign: account, cluster, module, server, operator, user and service. */
    private static final String SIGNERS = "ACMNOUV";
    /** What the X.509 form of an Ed25519 key begins with. */
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    private Nkey() {}

    /** The text of a server's public key: {@code N…}, 56 characters. */
    public static String serverPublicKey(byte[] key) {
        byte[] raw = new byte[1 + KEY_BYTES];
        raw[0] = (byte) SERVER;
        System.arraycopy(key, 0, raw, 1, KEY_BYTES);
        return encode(raw);
    }

    /** The text of a server's seed: {@code SN…}, 58 characters. */
    public static String serverSeed(byte[] seed) {
        byte[] raw = new byte[2 + KEY_BYTES];
        raw[0] = (byte) (SEED | (SERVER >> 5));
        raw[1] = (byte) ((SERVER & 31) << 3);
        System.arraycopy(seed, 0, raw, 2, KEY_BYTES);
        return encode(raw);
    }

    /**
     * The 32 bytes of a server's seed.
     *
     * @throws IllegalArgumentException if it is damaged or of another type; does not repeat it
     */
    public static byte[] readServerSeed(String text) {
        byte[] raw = decode(text);
        if (raw.length != 2 + KEY_BYTES
                || (raw[0] & 0xF8) != SEED
                || (((raw[0] & 7) << 5) | ((raw[1] & 0xF8) >> 3)) != SERVER) {
            throw new IllegalArgumentException("it is not the seed of a server nkey (SN…)");
        }
        return Arrays.copyOfRange(raw, 2, raw.length);
    }

    /**
     * Whether a signature was made with the key of a public key, of whatever kind that signs.
     *
     * @throws IllegalArgumentException if the key is damaged, or of a kind that does not sign
     */
    public static boolean verify(String publicKey, byte[] message, byte[] signature) {
        byte[] raw = decode(publicKey);
        if (raw.length != 1 + KEY_BYTES
                || (raw[0] & 7) != 0
                || SIGNERS.indexOf(ALPHABET.charAt((raw[0] & 0xFF) >> 3)) < 0) {
            throw new IllegalArgumentException("it is not the public key of somebody who signs");
        }
        byte[] encoded = Arrays.copyOf(ED25519, ED25519.length + KEY_BYTES);
        System.arraycopy(raw, 1, encoded, ED25519.length, KEY_BYTES);
        Signature verifier;
        try {
            verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(message);
        } catch (GeneralSecurityException e) {
            throw new HostException(ErrorCode.INTERNAL, "this JVM has no Ed25519, which signatures need", e);
        }
        try {
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // not even the form of one
        }
    }

    private static String encode(byte[] raw) {
        byte[] all = Arrays.copyOf(raw, raw.length + 2);
        int sum = crc16(raw, raw.length);
        all[raw.length] = (byte) sum;
        all[raw.length + 1] = (byte) (sum >> 8);
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int buffer = 0;
        for (byte each : all) {
            buffer = (buffer << 8) | (each & 0xFF);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt((buffer >> bits) & 31));
            }
        }
        return bits == 0
                ? text.toString()
                : text.append(ALPHABET.charAt((buffer << (5 - bits)) & 31)).toString();
    }

    private static byte[] decode(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int bits = 0;
        int buffer = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0) {
                throw new IllegalArgumentException("it has a character that no nkey has, at " + i);
            }
            buffer = (buffer << 5) | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                out.write(buffer >> bits);
            }
        }
        byte[] all = out.toByteArray();
        int length = all.length - 2;
        if (length < 1 || crc16(all, length) != ((all[length] & 0xFF) | ((all[length + 1] & 0xFF) << 8))) {
            throw new IllegalArgumentException("its check sum does not match");
        }
        return Arrays.copyOf(all, length);
    }

    /** CRC-16 of XMODEM: polynomial 0x1021, starting with 0. */
    private static int crc16(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc ^= (bytes[i] & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = ((crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021) & 0xFFFF;
            }
        }
        return crc;
    }
}
