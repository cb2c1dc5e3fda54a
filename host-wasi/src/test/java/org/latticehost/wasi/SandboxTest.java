package org.latticehost.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.model.ComponentGrants;

/** A guest does not get out of the folders it was granted. */
class SandboxTest {
    @TempDir
    Path temp;

    private final FakeGuest guest = new FakeGuest();
    private Path inside = Path.of("unset");
    private Path outside = Path.of("unset");

    @BeforeEach
    void makeFolders() throws Exception {
        inside = Files.createDirectories(temp.resolve("inside"));
        outside = Files.createDirectories(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createDirectories(inside.resolve("sub/deep"));
        Files.writeString(inside.resolve("file"), "hello");
    }

    @AfterEach
    void endGuest() throws Exception {
        guest.end();
    }

    @Test
    void withoutGrantsThereIsNoFolder() throws Exception {
        assertThat(guest.get("wasi:filesystem/preopens#get-directories")).isEqualTo(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../outside/secret",
                "sub/../../outside/secret",
                "/etc/passwd",
                "/",
                "sub/deep/../../..",
                "./../outside",
                "nothing/../../outside/secret"
            })
    void noPathLeadsOut(String path) throws Exception {
        Folders folders = Folders.writable(guest, inside);
        assertThat(folders.open(path, "", "read")).isIn("err(not-permitted)", "err(no-entry)");
        assertThat(folders.call("stat-at", folders.root(), Folders.follow(), path))
                .isIn("err(not-permitted)", "err(no-entry)");
        assertThat(folders.call("create-directory-at", folders.root(), path + "/new"))
                .isIn("err(not-permitted)", "err(no-entry)");
        assertThat(folders.call("unlink-file-at", folders.root(), path)).isIn("err(not-permitted)", "err(no-entry)");
        assertThat(folders.call("rename-at", folders.root(), "file", folders.root(), path))
                .isIn("err(not-permitted)", "err(no-entry)");
        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(inside.resolve("file")).exists();
    }

    @Test
    void aSubfolderIsABoundaryToo() throws Exception {
        Folders folders = Folders.writable(guest, inside);
        Object sub = folders.open("sub", "directory", "read");
        assertThat(folders.open(sub, "../file", "", "read")).isEqualTo("err(not-permitted)");
        assertThat(folders.open("sub/../file", "", "read")).isNotInstanceOf(String.class);
    }

    @Test
    void linksThatLeadOutAreNotFollowed() throws Exception {
        Files.createSymbolicLink(inside.resolve("absolute"), outside.resolve("secret"));
        Files.createSymbolicLink(inside.resolve("relative"), Path.of("../outside/secret"));
        Files.createSymbolicLink(inside.resolve("folder"), Path.of("../outside"));
        Files.createSymbolicLink(inside.resolve("chain"), Path.of("sub/../relative"));
        Folders folders = Folders.writable(guest, inside);
        for (String path : List.of("absolute", "relative", "folder/secret", "folder/", "chain", "folder/new")) {
            assertThat(folders.open(path, "", "read")).as(path).isEqualTo("err(not-permitted)");
            assertThat(folders.open(path, "create", "write")).as(path).isEqualTo("err(not-permitted)");
            assertThat(folders.call("stat-at", folders.root(), Folders.follow(), path))
                    .as(path)
                    .isEqualTo("err(not-permitted)");
        }
        assertThat(folders.openWithoutFollowing("absolute", "", "read")).isEqualTo("err(loop)");
        assertThat(folders.openWithoutFollowing("absolute", "create truncate", "write"))
                .isEqualTo("err(loop)");
        assertThat(folders.call("readlink-at", folders.root(), "absolute")).isEqualTo("err(not-permitted)");
        assertThat(folders.call("unlink-file-at", folders.root(), "folder")).isEqualTo("ok");
        assertThat(outside.resolve("secret")).hasContent("secret");
    }

    @Test
    void aGuestCannotMakeAWayOutByRenaming() throws Exception {
        Folders folders = Folders.writable(guest, inside);
        Object sub = folders.open("sub", "directory", "read");
        assertThat(folders.call("symlink-at", folders.root(), "../outside", "way"))
                .isEqualTo("ok");
        assertThat(folders.call("rename-at", folders.root(), "sub", folders.root(), "moved"))
                .isEqualTo("ok");
        assertThat(folders.call("rename-at", folders.root(), "way", folders.root(), "sub"))
                .isEqualTo("ok");
        assertThat(folders.open(sub, "secret", "", "read")).isEqualTo("err(no-entry)");
        assertThat(folders.call("read-directory", sub)).isEqualTo("err(no-entry)");
        assertThat(folders.call("create-directory-at", sub, "new")).isEqualTo("err(no-entry)");
        assertThat(outside).isDirectoryNotContaining("glob:**new");
    }

    @Test
    void aGuestCannotMakeAWayOutAboveAFolderItHolds() throws Exception {
        Files.createDirectories(outside.resolve("deep"));
        Folders folders = Folders.writable(guest, inside);
        Object deep = folders.open("sub/deep", "directory", "read");
        folders.call("symlink-at", folders.root(), "../outside", "way");
        folders.call("rename-at", folders.root(), "sub", folders.root(), "moved");
        folders.call("rename-at", folders.root(), "way", folders.root(), "sub");
        assertThat(folders.open(deep, "new", "create", "write")).isEqualTo("err(no-entry)");
        assertThat(outside.resolve("deep")).isEmptyDirectory();
    }

    @Test
    void absoluteLinksCannotBeMade() throws Exception {
        Folders folders = Folders.writable(guest, inside);
        assertThat(folders.call("symlink-at", folders.root(), "/etc", "etc")).isEqualTo("err(not-permitted)");
        assertThat(inside.resolve("etc")).doesNotExist();
    }

    @Test
    void linksInsideAreFollowedAndLoopsAreNot() throws Exception {
        Folders folders = Folders.writable(guest, inside);
        folders.call("symlink-at", folders.root(), "../../file", "sub/deep/link");
        assertThat(folders.open("sub/deep/link", "", "read")).isNotInstanceOf(String.class);
        assertThat(folders.call("readlink-at", folders.root(), "sub/deep/link")).isEqualTo("../../file");
        folders.call("symlink-at", folders.root(), "loop", "loop");
        assertThat(folders.open("loop", "", "read")).isEqualTo("err(loop)");
    }

    @Test
    void aReadOnlyFolderCannotBeChanged() throws Exception {
        Folders folders = Folders.readOnly(guest, inside);
        Object root = folders.root();
        assertThat(folders.open("file", "", "read")).isNotInstanceOf(String.class);
        assertThat(folders.open("file", "", "read write")).isEqualTo("err(not-permitted)");
        assertThat(folders.open("file", "truncate", "read")).isEqualTo("err(not-permitted)");
        assertThat(folders.open("new", "create", "read")).isEqualTo("err(not-permitted)");
        assertThat(folders.call("create-directory-at", root, "new")).isEqualTo("err(not-permitted)");
        assertThat(folders.call("unlink-file-at", root, "file")).isEqualTo("err(not-permitted)");
        assertThat(folders.call("remove-directory-at", root, "sub")).isEqualTo("err(not-permitted)");
        assertThat(folders.call("rename-at", root, "file", root, "other")).isEqualTo("err(not-permitted)");
        assertThat(folders.call("symlink-at", root, "file", "link")).isEqualTo("err(not-permitted)");
        Object sub = folders.open("sub", "directory", "read mutate-directory");
        assertThat(folders.call("create-directory-at", sub, "new")).isEqualTo("err(not-permitted)");
        assertThat(inside.resolve("file")).hasContent("hello");
    }

    @Test
    void nothingMovesFromAReadOnlyFolderToAWritableOne() throws Exception {
        Path other = Files.createDirectories(temp.resolve("other"));
        guest.grants(ComponentGrants.builder()
                .readOnlyFolder(inside, "/in")
                .writableFolder(other, "/out")
                .build());
        List<?> all = (List<?>) guest.get("wasi:filesystem/preopens#get-directories");
        Object in = ((List<?>) all.get(0)).get(0);
        Object out = ((List<?>) all.get(1)).get(0);
        String rename = Folders.METHOD + "rename-at";
        assertThat(guest.get(rename, in, "file", out, "file")).hasToString("err(not-permitted)");
        assertThat(guest.get(Folders.METHOD + "link-at", in, Folders.flags("path-flags", ""), "file", out, "file"))
                .hasToString("err(not-permitted)");
        assertThat(inside.resolve("file")).exists();
    }

    @Test
    void specialFilesCannotBeOpened() throws Exception {
        Process made = new ProcessBuilder("mkfifo", inside.resolve("pipe").toString()).start();
        org.junit.jupiter.api.Assumptions.assumeTrue(made.waitFor() == 0, "no mkfifo here");
        assertThat(Folders.writable(guest, inside).open("pipe", "", "read")).isEqualTo("err(not-permitted)");
    }

    @Test
    void aGrantOfAFolderThatIsNotThereFailsTheCall() {
        assertThatThrownBy(() -> Folders.writable(guest, temp.resolve("missing")))
                .isInstanceOf(java.io.IOException.class);
    }
}
