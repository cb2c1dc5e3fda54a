package org.latticehost.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;

/** Files and folders that a guest was granted. */
class FilesTest {
    private static final String OUT = "wasi:io/streams#[method]output-stream.";
    private static final String IN = "wasi:io/streams#[method]input-stream.";

    @TempDir
    Path temp;

    private final FakeGuest guest = new FakeGuest();

    @BeforeEach
    void makeFiles() throws Exception {
        Files.writeString(temp.resolve("file"), "hello world");
        Files.createDirectories(temp.resolve("sub"));
    }

    @AfterEach
    void endGuest() throws Exception {
        guest.end();
    }

    @Test
    void preopensCarryTheNamesOfTheirGrants() throws Exception {
        Folders folders = Folders.writable(guest, temp);
        List<?> all = (List<?>) guest.get("wasi:filesystem/preopens#get-directories");
        assertThat(((List<?>) all.get(0)).get(1)).isEqualTo("/data");
        assertThat(folders.call("get-type", folders.root())).hasToString("directory");
        assertThat(folders.call("get-flags", folders.root())).hasToString("[read, mutate-directory]");
    }

    @Test
    void readsAtAnyPlaceUntilTheEnd() throws Exception {
        Folders folders = Folders.readOnly(guest, temp);
        Object file = folders.open("file", "", "read");
        List<?> world = (List<?>) folders.call("read", file, 5L, 6L);
        assertThat((byte[]) world.get(0)).isEqualTo("world".getBytes(UTF_8));
        assertThat(world.get(1)).isEqualTo(false);
        List<?> end = (List<?>) folders.call("read", file, -1L, 11L);
        assertThat((byte[]) end.get(0)).isEmpty();
        assertThat(end.get(1)).isEqualTo(true);
        assertThat(folders.call("write", file, new byte[1], 0L)).isEqualTo("err(bad-descriptor)");
        assertThat(folders.call("read", file, 1L, -1L)).isEqualTo("err(invalid)");
    }

    @Test
    void writesCreateTruncateAndExtend() throws Exception {
        Folders folders = Folders.writable(guest, temp);
        Object file = folders.open("new", "create exclusive", "write");
        assertThat(folders.call("write", file, "abc".getBytes(UTF_8), 2L)).isEqualTo(3L);
        assertThat(Files.readAllBytes(temp.resolve("new"))).isEqualTo(new byte[] {0, 0, 'a', 'b', 'c'});
        assertThat(folders.call("set-size", file, 3L)).isEqualTo("ok");
        assertThat(folders.call("set-size", file, 4L)).isEqualTo("ok");
        assertThat(Files.readAllBytes(temp.resolve("new"))).isEqualTo(new byte[] {0, 0, 'a', 0});
        assertThat(folders.call("sync", file)).isEqualTo("ok");
        assertThat(folders.call("sync-data", file)).isEqualTo("ok");
        assertThat(folders.call("advise", file, 0L, 1L, Folders.normalAdvice())).isEqualTo("ok");
        assertThat(folders.call("read", file, 1L, 0L)).isEqualTo("err(bad-descriptor)");
        assertThat(folders.open("new", "create exclusive", "write")).isEqualTo("err(exist)");
        folders.open("new", "create truncate", "write");
        assertThat(temp.resolve("new")).isEmptyFile();
    }

    @Test
    void streamsReadAndWriteAndOutliveTheirDescriptor() throws Exception {
        Folders folders = Folders.writable(guest, temp);
        Object file = folders.open("file", "", "read write");
        Object in = folders.call("read-via-stream", file, 6L);
        Object out = folders.call("write-via-stream", file, 0L);
        Object append = folders.call("append-via-stream", file);
        guest.drop(Folders.TYPES + "descriptor", file);
        guest.call(OUT + "blocking-write-and-flush", out, "HE".getBytes(UTF_8));
        guest.call(OUT + "blocking-write-and-flush", out, "LLO".getBytes(UTF_8));
        guest.call(OUT + "blocking-write-and-flush", append, "!".getBytes(UTF_8));
        assertThat((byte[]) guest.ok(IN + "blocking-read", in, 100L)).isEqualTo("world!".getBytes(UTF_8));
        assertThat(StreamsTest.closed(guest.call(IN + "read", in, 1L))).isTrue();
        assertThat(temp.resolve("file")).hasContent("HELLO world!");
    }

    @Test
    void listsAFolderWithoutDots() throws Exception {
        Folders folders = Folders.readOnly(guest, temp);
        Files.createSymbolicLink(temp.resolve("link"), Path.of("file"));
        Object entries = folders.call("read-directory", folders.root());
        TreeSet<String> seen = new TreeSet<>();
        Object next = guest.ok(Folders.TYPES + "[method]directory-entry-stream.read-directory-entry", entries);
        while (next instanceof Optional<?> entry && entry.isPresent()) {
            WitRecord record = (WitRecord) entry.get();
            seen.add(record.get("name") + ":" + record.get("type"));
            next = guest.ok(Folders.TYPES + "[method]directory-entry-stream.read-directory-entry", entries);
        }
        assertThat(seen).containsExactly("file:regular-file", "link:symbolic-link", "sub:directory");
        assertThat(folders.call("read-directory", folders.open("file", "", "read")))
                .isEqualTo("err(not-directory)");
    }

    @Test
    void makesRenamesAndRemovesNames() throws Exception {
        Folders folders = Folders.writable(guest, temp);
        Object root = folders.root();
        assertThat(folders.call("create-directory-at", root, "a")).isEqualTo("ok");
        assertThat(folders.call("create-directory-at", root, "a")).isEqualTo("err(exist)");
        assertThat(folders.call("create-directory-at", root, "x/y")).isEqualTo("err(no-entry)");
        assertThat(folders.call("rename-at", root, "file", root, "a/moved")).isEqualTo("ok");
        assertThat(folders.call("rename-at", root, "file", root, "b")).isEqualTo("err(no-entry)");
        assertThat(folders.call("remove-directory-at", root, "a")).isEqualTo("err(not-empty)");
        assertThat(folders.call("remove-directory-at", root, "a/moved")).isEqualTo("err(not-directory)");
        assertThat(folders.call("unlink-file-at", root, "a")).isEqualTo("err(is-directory)");
        assertThat(folders.call("link-at", root, Folders.flags("path-flags", ""), "a/moved", root, "hard"))
                .isEqualTo("ok");
        assertThat(temp.resolve("hard")).hasContent("hello world");
        assertThat(folders.call("unlink-file-at", root, "a/moved")).isEqualTo("ok");
        assertThat(folders.call("remove-directory-at", root, "a/")).isEqualTo("ok");
        assertThat(folders.call("remove-directory-at", root, ".")).isEqualTo("err(busy)");
        assertThat(temp.resolve("a")).doesNotExist();
    }

    @Test
    void openingTheWrongKindFails() throws Exception {
        Folders folders = Folders.writable(guest, temp);
        assertThat(folders.open("sub", "", "write")).isEqualTo("err(is-directory)");
        assertThat(folders.open("sub", "create", "read")).isEqualTo("err(is-directory)");
        assertThat(folders.open("file", "directory", "read")).isEqualTo("err(not-directory)");
        assertThat(folders.open("file/", "", "read")).isEqualTo("err(not-directory)");
        assertThat(folders.open("file/x", "", "read")).isEqualTo("err(not-directory)");
        assertThat(folders.open("none", "", "read")).isEqualTo("err(no-entry)");
        assertThat(folders.open("", "", "read")).isEqualTo("err(no-entry)");
        assertThat(folders.open("nul\0l", "", "read")).isEqualTo("err(illegal-byte-sequence)");
        assertThat(folders.open("x".repeat(300), "create", "write")).isEqualTo("err(name-too-long)");
        assertThat(folders.open("sub", "directory create", "read")).isEqualTo("err(invalid)");
    }

    @Test
    void statTellsTypeSizeAndTimes() throws Exception {
        Files.setLastModifiedTime(temp.resolve("file"), FileTime.from(Instant.ofEpochSecond(1_000_000, 5000)));
        Folders folders = Folders.readOnly(guest, temp);
        WitRecord byPath = (WitRecord) folders.call("stat-at", folders.root(), Folders.follow(), "file");
        assertThat(byPath.get("type")).hasToString("regular-file");
        assertThat(byPath.get("size")).isEqualTo(11L);
        assertThat(byPath.get("data-modification-timestamp"))
                .hasToString("Optional[{seconds: 1000000, nanoseconds: 5000}]");
        Object file = folders.open("file", "", "read");
        assertThat(folders.call("stat", file)).isEqualTo(byPath);
        Files.delete(temp.resolve("file"));
        assertThat(((WitRecord) folders.call("stat", file)).get("size")).isEqualTo(11L);
        assertThat(((WitRecord) folders.call("stat", folders.root())).get("type"))
                .hasToString("directory");
    }

    @Test
    void timesCanBeSetWhereWritingIsAllowed() throws Exception {
        WitType.VariantOf newTime = (WitType.VariantOf) FakeGuest.type("wasi:filesystem/types", "new-timestamp");
        WitType.RecordOf datetime = (WitType.RecordOf) FakeGuest.type("wasi:filesystem/types", "datetime");
        Object moment = WitVariant.of(newTime, "timestamp", WitRecord.of(datetime, 2_000_000L, 0));
        Object same = WitVariant.of(newTime, "no-change", null);
        Folders folders = Folders.writable(guest, temp);
        assertThat(folders.call("set-times-at", folders.root(), Folders.follow(), "file", same, moment))
                .isEqualTo("ok");
        assertThat(Files.getLastModifiedTime(temp.resolve("file")).toInstant())
                .isEqualTo(Instant.ofEpochSecond(2_000_000));
        Object file = folders.open("file", "", "read write");
        assertThat(folders.call("set-times", file, same, WitVariant.of(newTime, "now", null)))
                .isEqualTo("ok");
        assertThat(Files.getLastModifiedTime(temp.resolve("file")).toInstant())
                .isAfter(Instant.ofEpochSecond(1_000_000_000));
        Object readable = folders.open("file", "", "read");
        assertThat(folders.call("set-times", readable, same, moment)).isEqualTo("err(bad-descriptor)");
    }

    @Test
    void identityFollowsTheFileNotItsName() throws Exception {
        Folders folders = Folders.writable(guest, temp);
        Object one = folders.open("file", "", "read");
        Object two = folders.open("sub/../file", "", "read");
        Object other = folders.open("other", "create", "write");
        assertThat(guest.get(Folders.METHOD + "is-same-object", one, two)).isEqualTo(true);
        assertThat(guest.get(Folders.METHOD + "is-same-object", one, other)).isEqualTo(false);
        assertThat(folders.call("metadata-hash", one)).isEqualTo(folders.call("metadata-hash", two));
        assertThat(folders.call("metadata-hash-at", folders.root(), Folders.follow(), "file"))
                .isEqualTo(folders.call("metadata-hash", one));
        assertThat(folders.call("metadata-hash", other)).isNotEqualTo(folders.call("metadata-hash", one));
    }

    @Test
    void fileFunctionsRefuseFolders() throws Exception {
        Folders folders = Folders.writable(guest, temp);
        assertThat(folders.call("read", folders.root(), 1L, 0L)).isEqualTo("err(bad-descriptor)");
        assertThat(folders.call("set-size", folders.root(), 1L)).isEqualTo("err(bad-descriptor)");
        assertThat(folders.call("append-via-stream", folders.root())).isEqualTo("err(bad-descriptor)");
        assertThat(folders.call("sync", folders.root())).isEqualTo("ok");
        assertThat(folders.call("stat-at", folders.open("file", "", "read"), Folders.follow(), "x"))
                .isEqualTo("err(not-directory)");
    }

    @Test
    void aStreamErrorOfAFileTellsItsCode() throws Exception {
        Folders folders = Folders.writable(guest, temp);
        Object file = folders.open("file", "", "read write");
        Object out = folders.call("write-via-stream", file, Long.MAX_VALUE - 1);
        WitResult result = (WitResult) guest.get(OUT + "blocking-write-and-flush", out, new byte[10]);
        Object error = StreamsTest.payload((WitVariant) StreamsTest.payload(result));
        assertThat((Optional<?>) guest.get("wasi:filesystem/types#filesystem-error-code", error))
                .isPresent();
        assertThat(guest.get("wasi:http/types#http-error-code", error)).isEqualTo(Optional.empty());
    }

    @Test
    void filesCloseWithTheInstance() throws Exception {
        Folders folders = Folders.writable(guest, temp);
        Object file = folders.open("file", "", "read");
        guest.end();
        assertThat(folders.call("read", file, 1L, 0L)).isEqualTo("err(io)");
    }
}
