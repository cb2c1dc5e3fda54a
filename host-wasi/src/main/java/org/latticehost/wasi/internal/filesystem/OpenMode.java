package org.latticehost.wasi.internal.filesystem;

import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.latticehost.host.wit.WitFlags;
import org.latticehost.host.wit.WitType;
import org.latticehost.wasi.internal.store.Declarations;

/**
 * How a guest wants to open something.
 *
 * @param open its {@code open-flags}
 * @param flags its {@code descriptor-flags}
 */
record OpenMode(WitFlags open, WitFlags flags) {
    private static final WitType.FlagsOf FLAGS =
            (WitType.FlagsOf) Declarations.of("wasi:filesystem/types@0.2.6").type("descriptor-flags");

    static WitFlags flags(List<String> labels) {
        return WitFlags.of(FLAGS, labels);
    }

    boolean create() {
        return open.has("create");
    }

    boolean exclusive() {
        return open.has("exclusive");
    }

    boolean directory() {
        return open.has("directory");
    }

    boolean truncate() {
        return open.has("truncate");
    }

    /** Neither read nor write means read. */
    boolean read() {
        return flags.has("read") || !flags.has("write");
    }

    boolean write() {
        return flags.has("write");
    }

    /** Whether it may change something. */
    boolean changes() {
        return create() || truncate() || write();
    }

    void check() throws FsFailure {
        if (directory() && (create() || exclusive() || truncate())) {
            throw new FsFailure("invalid");
        }
    }

    /**
     * Options for the channel; never follows a link.
     *
     * @param fresh whether to make the file
     */
    Set<OpenOption> options(boolean fresh) {
        Set<OpenOption> options = new HashSet<>();
        options.add(LinkOption.NOFOLLOW_LINKS);
        if (read()) {
            options.add(StandardOpenOption.READ);
        }
        // Java neither creates nor truncates a file that is only to be read.
        if (changes()) {
            options.add(StandardOpenOption.WRITE);
        }
        if (fresh) {
            options.add(StandardOpenOption.CREATE_NEW);
        } else if (truncate()) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        if (flags.has("file-integrity-sync")) {
            options.add(StandardOpenOption.SYNC);
        } else if (flags.has("data-integrity-sync")) {
            options.add(StandardOpenOption.DSYNC);
        }
        return options;
    }
}
