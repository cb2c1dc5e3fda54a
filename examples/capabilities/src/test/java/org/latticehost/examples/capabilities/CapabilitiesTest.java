package org.latticehost.examples.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
    void aComponentAddsUpWhatAJavaObjectSays() {
        assertThat(JavaService.run())
                .containsExactly("bread, butter, bread -> 935 cents", "bread, caviar -> no price for caviar");
    }
}
