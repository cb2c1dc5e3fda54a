package org.latticehost.core.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticehost.core.internal.json.Json;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.testkit.conformance.VectorFiles;

class ControlReplyTest {
    static List<JsonNode> vectors() {
        List<JsonNode> all = new ArrayList<>();
        Json.read(VectorFiles.file("parse-rules")).get("vectors").forEach(vector -> {
            if (vector.get("direction").textValue().equals("host-to-client")) {
                all.add(vector);
            }
        });
        assertThat(all).hasSize(5);
        return all;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsAnswersAsOtherClientsDo(JsonNode vector) {
        byte[] payload = vector.get("payloadText").textValue().getBytes(StandardCharsets.UTF_8);

        if (vector.get("expect").textValue().equals("accept")) {
            assertThat(ControlReply.read(payload).withoutData().success()).isTrue();
        } else {
            assertThatThrownBy(() -> ControlReply.read(payload).withoutData())
                    .isInstanceOfSatisfying(
                            HostException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PROTOCOL));
        }
    }

    @Test
    void givesRefusalsACode() {
        assertThat(code("provider with that ID is already running")).isEqualTo(ErrorCode.ALREADY_EXISTS);
        assertThat(code("provider with that ID is not running")).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(code("component x not found")).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(code("hostcore.* labels cannot be set dynamically")).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(code("")).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    private static ErrorCode code(String message) {
        ControlReply refusal = new ControlReply(false, message, null);
        try {
            refusal.orFail("component.update");
        } catch (HostException e) {
            return e.code();
        }
        throw new AssertionError("a refusal must fail");
    }
}
