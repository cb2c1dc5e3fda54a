package org.latticehost.wasi.internal.filesystem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.Map;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitType;
import org.latticehost.wasi.internal.io.IoError;
import org.latticehost.wasi.internal.io.StreamFailure;
import org.latticehost.wasi.internal.store.Declarations;

/** An {@code error-code} of {@code wasi:filesystem}. Says nothing about the host's paths. */
final class FsFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private static final WitType.EnumOf CODES =
            (WitType.EnumOf) Declarations.of("wasi:filesystem/types@0.2.6").type("error-code");

    private static final Map<Class<? extends IOException>, String> BY_CLASS = Map.of(
            NoSuchFileException.class, "no-entry",
            FileAlreadyExistsException.class, "exist",
            DirectoryNotEmptyException.class, "not-empty",
            AccessDeniedException.class, "access",
            NotDirectoryException.class, "not-directory",
            NotLinkException.class, "invalid",
            FileSystemLoopException.class, "loop",
            AtomicMoveNotSupportedException.class, "cross-device");

    /** Java has no class for these; the texts are those of the C library in English, others become {@code io}. */
    private static final Map<String, String> BY_REASON = Map.ofEntries(
            Map.entry("Is a directory", "is-directory"),
            Map.entry("Not a directory", "not-directory"),
            Map.entry("Directory not empty", "not-empty"),
            Map.entry("File name too long", "name-too-long"),
            Map.entry("Too many levels of symbolic links", "loop"),
            Map.entry("Too many links", "too-many-links"),
            Map.entry("Operation not permitted", "not-permitted"),
            Map.entry("Read-only file system", "read-only"),
            Map.entry("Invalid cross-device link", "cross-device"),
            Map.entry("Invalid argument", "invalid"),
            Map.entry("File too large", "file-too-large"),
            Map.entry("No space left on device", "insufficient-space"),
            Map.entry("Disk quota exceeded", "quota"),
            Map.entry("Device or resource busy", "busy"),
            Map.entry("Text file busy", "text-file-busy"));

    private final String code;

    FsFailure(String code) {
        super(code, null, false, false);
        this.code = code;
    }

    static FsFailure of(IOException e) {
        String byClass = BY_CLASS.get(e.getClass());
        if (byClass != null) {
            return new FsFailure(byClass);
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return new FsFailure(reason == null ? "io" : BY_REASON.getOrDefault(reason, "io"));
    }

    /** The case. */
    String code() {
        return code;
    }

    WitEnum toWit() {
        return WitEnum.of(CODES, code);
    }

    StreamFailure toStreamFailure() {
        return StreamFailure.of(new IoError(code, this));
    }
}
