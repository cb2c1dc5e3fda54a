package org.latticehost.wasmtime;

import io.github.kawamuray.wasmtime.Config;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CompileCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiled modules on disk, by way of Wasmtime's own cache: the binding has no other way to get compiled code out or in.
 * Wasmtime loads whatever it finds there, and a damaged file aborts the JVM. So its folder serves this engine alone and is
 * empty between compilations: before one, what is known of the module is put there out of a {@link CompileCache}, which
 * has checked its digest; afterwards, what has appeared is stored. Thread-safe.
 */
final class NativeCache implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NativeCache.class);
    private static final String RUN = "wasmtime-run-";

    private final CompileCache store;
    private final String keyPrefix;
    private final Path run;
    private int compiling;

    /**
     * @param keyPrefix everything but the module that compiled code depends on
     */
    NativeCache(Path folder, String keyPrefix) throws IOException {
        store = new CompileCache(folder, ".wasmtime");
        this.keyPrefix = keyPrefix;
        removeLeftovers();
        run = Files.createTempDirectory(
                store.folder(), RUN + ProcessHandle.current().pid() + "-");
    }

    /** Folders of processes that did not end well. */
    private void removeLeftovers() throws IOException {
        try (Stream<Path> all = Files.list(store.folder())) {
            for (Path left :
                    all.filter(p -> p.getFileName().toString().startsWith(RUN)).toList()) {
                String pid =
                        left.getFileName().toString().substring(RUN.length()).replaceFirst("-.*", "");
                if (pid.matches("[0-9]{1,18}")
                        && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    deleteTree(left);
                }
            }
        }
    }

    /** Makes engines of that configuration use the folder. */
    void configure(Config config) throws IOException {
        Path settings = run.resolve("cache.toml");
        Files.writeString(
                settings, "[cache]\nenabled = true\nbaseline-compression-level = 1\ndirectory = '" + code() + "'\n");
        config.cacheConfigLoad(settings);
    }

    private Path code() {
        return run.resolve("code");
    }

    /** Compiles with what is known of these bytes in Wasmtime's reach, and keeps what comes out. */
    <T> T compile(byte[] bytes, Supplier<T> compiler) {
        String key = keyPrefix + sha256(bytes);
        Set<Path> before = enter(key);
        try {
            T compiled = compiler.get();
            keep(key, before);
            return compiled;
        } finally {
            leave();
        }
    }

    /** Compiles what is not worth keeping: of that, too, nothing stays in Wasmtime's reach. */
    <T> T passing(Supplier<T> compiler) {
        enter();
        try {
            return compiler.get();
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        compiling++;
    }

    private synchronized Set<Path> enter(String key) {
        enter();
        byte[] known = store.get(key);
        try {
            if (known != null) {
                unpack(known);
            }
            return files();
        } catch (IOException e) {
            LOG.warn("compiled code is not taken from the cache: {}", e.toString());
            return Set.of();
        }
    }

    private synchronized void keep(String key, Set<Path> before) {
        try {
            Set<Path> made = files();
            made.removeAll(before);
            if (!made.isEmpty()) {
                store.put(key, pack(made));
            }
        } catch (IOException e) {
            LOG.warn("compiled code is not kept in the cache: {}", e.toString());
        }
    }

    private synchronized void leave() {
        if (--compiling == 0) {
            deleteTree(code());
        }
    }

    /** Complete entries, relative to the folder. Others have a dot in their names. */
    private Set<Path> files() throws IOException {
        if (!Files.isDirectory(code(), LinkOption.NOFOLLOW_LINKS)) {
            return new TreeSet<>();
        }
        Set<Path> found = new TreeSet<>();
        Files.walkFileTree(code(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && file.getFileName().toString().indexOf('.') < 0) {
                    found.add(code().relativize(file));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                return passOverVanished(e);
            }
        });
        return found;
    }

    /** Wasmtime writes down in the background what it used, by way of temporary files: they come and go at any time. */
    private static FileVisitResult passOverVanished(IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }

    private byte[] pack(Set<Path> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Path file : files) {
                byte[] content = Files.readAllBytes(code().resolve(file));
                List<String> names = new ArrayList<>();
                file.forEach(name -> names.add(name.toString()));
                out.writeUTF(String.join("/", names));
                out.writeInt(content.length);
                out.write(content);
            }
        }
        return bytes.toByteArray();
    }

    private void unpack(byte[] packed) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
            while (in.available() > 0) {
                Path file = code().resolve(in.readUTF()).normalize();
                byte[] content = in.readNBytes(in.readInt());
                if (!file.startsWith(code())) {
                    throw new IOException("'" + file + "' lies outside of the folder");
                }
                Files.createDirectories(file.getParent());
                if (!Files.exists(file)) {
                    Path temporary = Files.createTempFile(run, "new", ".tmp");
                    Files.write(temporary, content);
                    Files.move(temporary, file);
                }
            }
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static void deleteTree(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    return passOverVanished(e);
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                    if (e != null) {
                        throw e;
                    }
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // Something was written meanwhile; it goes next time.
            LOG.debug("cannot delete {}: {}", folder, e.toString());
        }
    }

    @Override
    public void close() {
        deleteTree(run);
    }
}
