package org.latticehost.natsproviders;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.nats.NatsObjects;
import org.latticehost.nats.NatsTransport;
import org.latticehost.providers.backend.BackendLink;
import org.latticehost.providers.blobstore.BlobException;
import org.latticehost.providers.blobstore.BlobStore;

/**
 * Blobs in object stores of JetStream, a store for each container. Objects pass through a temporary file, on the way in and
 * on the way out: the client takes and gives them in one go. Thread-safe.
 */
final class NatsBlobs implements BlobStore {
    private static final Pattern CONTAINER = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private static final int WRITE_SECONDS = 30;

    private final NatsTransport transport;
    private final NatsObjects objects;
    private final NatsObjects.StoreSettings settings;
    private final Duration writeWithin;

    private NatsBlobs(NatsTransport transport, NatsObjects.StoreSettings settings, Duration writeWithin) {
        this.transport = transport;
        this.objects = transport.objects();
        this.settings = settings;
        this.writeWithin = writeWithin;
    }

    static NatsBlobs open(BackendLink link) {
        NatsObjects.StoreSettings settings = new NatsObjects.StoreSettings(
                Duration.ofSeconds(link.number("max_age", 0, Integer.MAX_VALUE, 0)),
                memory(link),
                (int) link.number("num_replicas", 1, 5, 1),
                link.flag("compression"));
        Duration writeWithin = Duration.ofSeconds(link.number("max_write_wait", 1, Integer.MAX_VALUE, WRITE_SECONDS));
        return new NatsBlobs(LinkConnection.open(link, "cluster_uri"), settings, writeWithin);
    }

    private static boolean memory(BackendLink link) {
        String type = link.text("storage_type").orElse("file").toLowerCase(Locale.ROOT);
        return switch (type) {
            case "file", "0" -> false;
            case "memory", "1" -> true;
            default -> throw new ConfigurationException("storage_type must be file or memory, got '" + type + "'");
        };
    }

    private static String named(String container) {
        if (!CONTAINER.matcher(container).matches()) {
            throw new BlobException("the name of a container must be 1 to 128 letters, digits, '_' or '-'");
        }
        return container;
    }

    private static BlobException failure(TransportException e) {
        return e.code() == ErrorCode.NOT_FOUND
                ? new BlobException("container or object does not exist", e)
                : new BlobException(String.valueOf(e.getMessage()), e);
    }

    @Override
    public void create(String container) {
        if (!exists(container)) {
            try {
                objects.create(container, settings);
            } catch (TransportException e) {
                throw failure(e);
            }
        }
    }

    @Override
    public boolean exists(String container) {
        try {
            return objects.exists(named(container));
        } catch (TransportException e) {
            throw failure(e);
        }
    }

    @Override
    public Instant created(String container) {
        try {
            return objects.created(named(container));
        } catch (TransportException e) {
            throw failure(e);
        }
    }

    @Override
    public void delete(String container) {
        if (exists(container)) {
            try {
                objects.delete(container);
            } catch (TransportException e) {
                throw failure(e);
            }
        }
    }

    private String existing(String container) {
        if (!exists(container)) {
            throw new BlobException("container does not exist");
        }
        return container;
    }

    @Override
    public List<String> names(String container) {
        try {
            return objects.names(existing(container));
        } catch (TransportException e) {
            throw failure(e);
        }
    }

    @Override
    public boolean has(String container, String object) {
        try {
            return objects.find(existing(container), object).isPresent();
        } catch (TransportException e) {
            throw failure(e);
        }
    }

    @Override
    public Info info(String container, String object) {
        try {
            return objects.find(existing(container), object)
                    .map(stored -> new Info(stored.modified(), stored.size()))
                    .orElseThrow(() -> new BlobException("object does not exist"));
        } catch (TransportException e) {
            throw failure(e);
        }
    }

    @Override
    public InputStream read(String container, String object, long start) throws IOException {
        Info unused = info(container, object);
        Path copy = Files.createTempFile("blob", ".part");
        try {
            try (OutputStream to = Files.newOutputStream(copy)) {
                objects.get(container, object, to);
            }
            InputStream in = new Temporary(Files.newInputStream(copy), copy);
            in.skipNBytes(Math.min(start, Files.size(copy)));
            return in;
        } catch (TransportException e) {
            Files.deleteIfExists(copy);
            throw failure(e);
        } catch (IOException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    /** A file that is gone when it has been read. */
    private static final class Temporary extends FilterInputStream {
        private final Path file;

        Temporary(InputStream in, Path file) {
            super(in);
            this.file = file;
        }

        @Override
        public void close() throws IOException {
            super.close();
            Files.deleteIfExists(file);
        }
    }

    @Override
    public Writer write(String container, String object) throws IOException {
        existing(container);
        if (object.isEmpty()) {
            throw new BlobException("the name of an object must not be empty");
        }
        Path part = Files.createTempFile("blob", ".part");
        return new Upload(part, Files.newOutputStream(part), from -> put(container, object, from));
    }

    private void put(String container, String object, InputStream from) {
        try (Hurried in = new Hurried(from, System.nanoTime() + writeWithin.toNanos())) {
            try {
                objects.put(container, object, in);
            } catch (TransportException e) {
                throw in.late
                        ? new BlobException(
                                "the object was not stored within " + writeWithin.toSeconds() + " s (max_write_wait)",
                                e)
                        : failure(e);
            }
        } catch (IOException e) {
            throw new BlobException("the object could not be read again", e);
        }
    }

    /** What may be read until a moment; whoever writes it elsewhere takes back what he has written. */
    private static final class Hurried extends FilterInputStream {
        private final long until;
        private boolean late;

        Hurried(InputStream in, long until) {
            super(in);
            this.until = until;
        }

        private void hurry() throws IOException {
            if (System.nanoTime() - until > 0) {
                late = true;
                throw new IOException("too late");
            }
        }

        @Override
        public int read() throws IOException {
            hurry();
            return super.read();
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            hurry();
            return super.read(to, offset, length);
        }
    }

    private interface Put {
        void from(InputStream in);
    }

    private static final class Upload implements Writer {
        private final Path part;
        private final OutputStream out;
        private final Put put;

        Upload(Path part, OutputStream out, Put put) {
            this.part = part;
            this.out = out;
            this.put = put;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        @Override
        public void commit() throws IOException {
            out.close();
            try (InputStream in = Files.newInputStream(part)) {
                put.from(in);
            } finally {
                Files.deleteIfExists(part);
            }
        }

        @Override
        public void abort() {
            try (out) {
                Files.deleteIfExists(part);
            } catch (IOException e) {
                part.toFile().deleteOnExit();
            }
        }
    }

    @Override
    public void delete(String container, String object) {
        if (has(container, object)) {
            try {
                objects.delete(container, object);
            } catch (TransportException e) {
                throw failure(e);
            }
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
