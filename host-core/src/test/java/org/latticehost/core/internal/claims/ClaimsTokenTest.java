package org.latticehost.core.internal.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.latticehost.core.internal.security.SecurityVectors;
import org.latticehost.host.error.ComponentLoadException;

class ClaimsTokenTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TestFactory
    Stream<DynamicTest> judgesEachToken() {
        return SecurityVectors.of("claims-jwt", "cases")
                .map(vector -> DynamicTest.dynamicTest(vector.get("id").textValue(), () -> judge(vector)));
    }

    private static void judge(JsonNode vector) {
        String text = vector.get("jwt").textValue();
        if (vector.get("verdict").textValue().startsWith("rejected")) {
            assertThatThrownBy(() -> ClaimsToken.read(text).check(NOW))
                    .isInstanceOf(ComponentLoadException.class)
                    .hasMessageContaining(
                            switch (vector.get("id").textValue()) {
                                case "expired" -> "expired at `2023-11-14";
                                case "not-yet-valid" -> "cannot be used before `2100-01-01";
                                case "signed-by-other-key", "tampered-claims" -> "signature is not valid";
                                case "wrong-alg" -> "algorithm";
                                case "wrong-typ" -> "type";
                                case "empty-subject" -> "subject is empty";
                                case "empty-issuer" -> "issuer is empty";
                                case "issuer-not-a-key" -> "issuer";
                                case "two-segments", "four-segments" -> "instead of 3";
                                default ->
                                    throw new AssertionError("nothing says how " + vector.get("id") + " is refused");
                            });
            return;
        }
        ClaimsToken token = ClaimsToken.read(text);
        token.check(NOW);
        if (vector.has("claims")) {
            JsonNode claims = vector.get("claims");
            assertThat(token.issuer()).isEqualTo(claims.get("iss").textValue());
            assertThat(token.subject()).isEqualTo(claims.get("sub").textValue());
            assertThat(token.issuedAt()).isEqualTo(claims.get("iat").longValue());
            assertThat(token.metadata()).isEqualTo(claims.get("wascap"));
            assertThat(token.revision()).isEqualTo(claims.get("wascap_revision").intValue());
        }
    }
}
