package org.latticehost.host.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.text.WitPackage;

/**
 * The interfaces under which well-known capabilities travel through a lattice: what providers in any language serve, for
 * components that import {@code wasi:http}, {@code wasi:keyvalue}, {@code wasi:blobstore} and {@code
 * wasmcloud:messaging}. They have no resources: a bucket, for one, is its name.
 */
public final class WireInterfaces {
    private static final WitPackage HTTP = read("http.wit");
    private static final WitPackage KEYVALUE = read("keyvalue.wit");
    private static final WitPackage MESSAGING = read("messaging.wit");

    /** {@code wrpc:http/types@0.1.0}. */
    public static final WitInterface HTTP_TYPES = HTTP.get("types");

    /** {@code wrpc:http/incoming-handler@0.1.0}: requests to a component. */
    public static final WitInterface HTTP_INCOMING_HANDLER = HTTP.get("incoming-handler");

    /** {@code wrpc:http/outgoing-handler@0.1.0}: requests of a component. */
    public static final WitInterface HTTP_OUTGOING_HANDLER = HTTP.get("outgoing-handler");

    /** {@code wrpc:keyvalue/store@0.2.0-draft}. */
    public static final WitInterface KEYVALUE_STORE = KEYVALUE.get("store");

    /** {@code wrpc:keyvalue/atomics@0.2.0-draft}. */
    public static final WitInterface KEYVALUE_ATOMICS = KEYVALUE.get("atomics");

    /** {@code wrpc:keyvalue/batch@0.2.0-draft}. */
    public static final WitInterface KEYVALUE_BATCH = KEYVALUE.get("batch");

    /** {@code wrpc:keyvalue/watcher@0.2.0-draft}. */
    public static final WitInterface KEYVALUE_WATCHER = KEYVALUE.get("watcher");

    /** {@code wrpc:blobstore/blobstore@0.2.0}. */
    public static final WitInterface BLOBSTORE = read("blobstore.wit").get("blobstore");

    /** {@code wrpc:blobstore/blobstore@0.1.0}, of older providers. */
    public static final WitInterface BLOBSTORE_0_1 = read("blobstore-0.1.wit").get("blobstore");

    /** {@code wasmcloud:messaging/consumer@0.2.0}: what components ask of the broker. */
    public static final WitInterface MESSAGING_CONSUMER = MESSAGING.get("consumer");

    /** {@code wasmcloud:messaging/handler@0.2.0}: messages to a component. */
    public static final WitInterface MESSAGING_HANDLER = MESSAGING.get("handler");

    private WireInterfaces() {}

    private static WitPackage read(String file) {
        try (InputStream in = Objects.requireNonNull(WireInterfaces.class.getResourceAsStream(file), file)) {
            return WitPackage.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
