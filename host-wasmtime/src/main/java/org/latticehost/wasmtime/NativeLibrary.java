package org.latticehost.wasmtime;

import io.github.kawamuray.wasmtime.NativeLibraryLoader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.latticehost.host.error.ConfigurationException;

/**
 * Loads the native library from a private folder, once per JVM. Left alone, the binding unpacks 18 MB into the temporary
 * folder at every start and leaves them there.
 */
final class NativeLibrary {
    private static final String DISABLED = "WASMTIME_JNI_LOAD_DISABLED";
    private static boolean loaded;

    private NativeLibrary() {}

    /** Loads the library if that was not done yet; later calls do nothing, whatever their folder. */
    static synchronized void load(Optional<Path> cacheFolder) {
        if (loaded) {
            return;
        }
        try {
            Path library = unpack(cacheFolder.orElseGet(NativeLibrary::ownFolder));
            keepTheBindingFromLoading();
            System.load(library.toString());
            loaded = true;
        } catch (IOException | ReflectiveOperationException | UnsatisfiedLinkError | SecurityException e) {
            throw new ConfigurationException("engine wasmtime cannot load its native library: " + e, e);
        }
    }

    private static Path ownFolder() {
        return Path.of(System.getProperty("user.home"), ".cache", "latticehost");
    }

    private static Properties digests() throws IOException {
        Properties known = new Properties();
        try (InputStream in = NativeLibrary.class.getResourceAsStream("native-libraries.properties")) {
            known.load(in);
        }
        return known;
    }

    private static String resourceName(String version) {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String processor = arch.equals("aarch64") || arch.equals("arm64") ? "aarch64" : arch.replace("amd64", "x86_64");
        if (os.contains("windows")) {
            return "wasmtime_jni_" + version + "_windows_" + processor + ".dll";
        }
        return os.contains("mac") || os.contains("darwin")
                ? "libwasmtime_jni_" + version + "_macos_" + processor + ".dylib"
                : "libwasmtime_jni_" + version + "_linux_" + processor + ".so";
    }

    /** The binding looks at an environment variable, which a running JVM cannot set, or at this field. */
    private static void keepTheBindingFromLoading() throws ReflectiveOperationException {
        if (System.getenv(DISABLED) == null) {
            Field done = NativeLibraryLoader.class.getDeclaredField("loaded");
            done.setAccessible(true);
            done.setBoolean(null, true);
        }
    }

    /** The library in a folder of its own below the given one; written there if it is missing or not what it should be. */
    static Path unpack(Path parent) throws IOException {
        Properties known = digests();
        String name = resourceName(known.getProperty("version"));
        String digest = known.getProperty(name);
        if (digest == null) {
            throw new ConfigurationException("engine wasmtime has no native library for this platform: " + name);
        }
        Path folder = parent.toAbsolutePath().resolve("wasmtime-native");
        Files.createDirectories(folder);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            // Fails if the folder belongs to somebody else.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !digest.equals(digest(file))) {
            Path temporary = Files.createTempFile(folder, "new", ".tmp");
            try (InputStream in = NativeLibraryLoader.class.getResourceAsStream("/" + name)) {
                if (in == null) {
                    throw new IOException("no resource " + name + "; is wasmtime-java of another version?");
                }
                Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
                if (!digest.equals(digest(temporary))) {
                    throw new IOException("the content of " + name + " is not what is expected of it");
                }
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        }
        return file;
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
