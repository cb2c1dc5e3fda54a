package org.latticehost.examples.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapabilitiesTest {

    @Test
    void countsTheRequestsOfEachPath() throws Exception {
        assertThat(HttpCounter.run()).containsExactly("GET /apples -> 1", "GET /apples -> 2", "GET /pears -> 1");
    }

    @Test
    void oneComponentCallsAnother() {
        assertThat(PingPong.run()).containsExactly("1: pong: hey", "2: pong: hey", "3: pong: hey");
    }

    @Test
    void whatOneMemberSaysEveryMemberSees() throws Exception {
        assertThat(Chat.run())
                .containsExactly(
                        "alice sees \"alice: hello\"",
                        "alice sees \"bob: good morning\"",
                        "bob sees \"alice: hello\"",
                        "bob sees \"bob: good morning\"");
    }

    @Test
    void aComponentKeepsTextsInAFolderAndLeavesItNot(@TempDir Path folder) throws Exception {
        assertThat(BlobNotes.run(folder))
                .startsWith(
                        "put shopping -> 13 bytes",
                        "put 2026/plans -> 60000 bytes",
                        "get shopping -> bread, butter",
                        "names -> [2026/plans, shopping]")
                .last()
                .asString()
                .contains("refused");
        assertThat(folder.resolve("notes/shopping")).content().isEqualTo("bread, butter");
    }

    @Test
    void aComponentAddsUpWhatAJavaObjectSays() {
        assertThat(JavaService.run())
                .containsExactly("bread, butter, bread -> 935 cents", "bread, caviar -> no price for caviar");
    }
}
