package org.latticehost.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.error.GuestTrapException;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitVariant;

class FieldsTest {
    private static final String TYPES = "wasi:http/types#";
    private static final String FIELDS = TYPES + "[method]fields.";

    private final FakeGuest guest = new FakeGuest();

    @Test
    void keepsAllValuesOfANameWhateverItsCase() throws Exception {
        Object fields = guest.get(TYPES + "[constructor]fields");
        guest.call(FIELDS + "append", fields, "X-Multi", bytes("one"));
        guest.call(FIELDS + "append", fields, "x-multi", bytes("two"));
        assertThat(texts(guest.get(FIELDS + "get", fields, "X-MULTI"))).containsExactly("one", "two");
        assertThat(guest.get(FIELDS + "has", fields, "x-Multi")).isEqualTo(true);
        List<?> first = (List<?>) ((List<?>) guest.get(FIELDS + "entries", fields)).get(0);
        assertThat(first.get(0)).isEqualTo("x-multi");
    }

    @Test
    void setReplacesAndAnEmptySetDeletes() throws Exception {
        Object fields = guest.ok(TYPES + "[static]fields.from-list", List.of(List.of("a", bytes("1"))));
        assertThat(guest.call(FIELDS + "set", fields, "a", List.of(bytes("2"), bytes("3"))))
                .isEqualTo(WitResult.ok());
        assertThat(texts(guest.get(FIELDS + "get", fields, "a"))).containsExactly("2", "3");
        guest.call(FIELDS + "set", fields, "a", List.of());
        assertThat(guest.get(FIELDS + "has", fields, "a")).isEqualTo(false);
        assertThat(guest.call(FIELDS + "delete", fields, "a")).isEqualTo(WitResult.ok());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection",
                "Keep-Alive",
                "proxy-authenticate",
                "proxy-authorization",
                "proxy-connection",
                "transfer-encoding",
                "upgrade",
                "Host",
                "HTTP2-Settings"
            })
    void fieldsOfTheConnectionAreForbidden(String name) throws Exception {
        Object fields = guest.get(TYPES + "[constructor]fields");
        assertThat(error(guest.call(FIELDS + "append", fields, name, bytes("x"))))
                .isEqualTo("forbidden");
        assertThat(error(guest.call(FIELDS + "set", fields, name, List.of(bytes("x")))))
                .isEqualTo("forbidden");
        assertThat(error(guest.call(FIELDS + "delete", fields, name))).isEqualTo("forbidden");
        assertThat(error(guest.call(TYPES + "[static]fields.from-list", List.of(List.of(name, bytes("x"))))))
                .isEqualTo("forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bad name", "bad\nname", "naïve", "a:b"})
    void aNameThatIsNoTokenIsRefused(String name) throws Exception {
        Object fields = guest.get(TYPES + "[constructor]fields");
        assertThat(error(guest.call(FIELDS + "append", fields, name, bytes("x"))))
                .isEqualTo("invalid-syntax");
        assertThat(guest.get(FIELDS + "has", fields, name)).isEqualTo(false);
        assertThat((List<?>) guest.get(FIELDS + "get", fields, name)).isEmpty();
    }

    @Test
    void valuesAreBytesWithoutLineBreaks() throws Exception {
        Object fields = guest.get(TYPES + "[constructor]fields");
        assertThat(error(guest.call(FIELDS + "append", fields, "a", bytes("x\r\ny: z"))))
                .isEqualTo("invalid-syntax");
        assertThat(error(guest.call(FIELDS + "append", fields, "a", new byte[] {0})))
                .isEqualTo("invalid-syntax");
        assertThat(guest.call(FIELDS + "append", fields, "a", new byte[] {(byte) 0xff, ' ', '\t'}))
                .isEqualTo(WitResult.ok());
    }

    @Test
    void aFailedSetChangesNothing() throws Exception {
        Object fields = guest.ok(TYPES + "[static]fields.from-list", List.of(List.of("a", bytes("1"))));
        assertThat(error(guest.call(FIELDS + "set", fields, "a", List.of(bytes("2"), bytes("\n")))))
                .isEqualTo("invalid-syntax");
        assertThat(texts(guest.get(FIELDS + "get", fields, "a"))).containsExactly("1");
    }

    @Test
    void theHeadOfAMessageIsImmutableAndItsCloneIsNot() throws Exception {
        Object fields = guest.ok(TYPES + "[static]fields.from-list", List.of(List.of("a", bytes("1"))));
        Object response = guest.get(TYPES + "[constructor]outgoing-response", fields);
        Object headers = guest.get(TYPES + "[method]outgoing-response.headers", response);
        assertThat(error(guest.call(FIELDS + "append", headers, "b", bytes("2"))))
                .isEqualTo("immutable");
        assertThat(error(guest.call(FIELDS + "set", headers, "a", List.of()))).isEqualTo("immutable");
        assertThat(error(guest.call(FIELDS + "delete", headers, "a"))).isEqualTo("immutable");
        Object clone = guest.get(FIELDS + "clone", headers);
        assertThat(guest.call(FIELDS + "append", clone, "b", bytes("2"))).isEqualTo(WitResult.ok());
        assertThat(guest.get(FIELDS + "has", headers, "b")).isEqualTo(false);
    }

    @Test
    void tooManyBytesTrap() throws Exception {
        Object fields = guest.get(TYPES + "[constructor]fields");
        guest.call(FIELDS + "append", fields, "a", new byte[0]);
        assertThatThrownBy(() -> guest.call(FIELDS + "append", fields, "a", bytes("x".repeat(128 << 10))))
                .isInstanceOf(GuestTrapException.class);
    }

    @Test
    void whatWasDeletedNoLongerCounts() throws Exception {
        Object fields = guest.get(TYPES + "[constructor]fields");
        for (int i = 0; i < 10; i++) {
            guest.call(FIELDS + "append", fields, "a", bytes("x".repeat(100 << 10)));
            guest.call(FIELDS + "delete", fields, "a");
        }
        assertThat((List<?>) guest.get(FIELDS + "entries", fields)).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static List<String> texts(Object values) {
        return ((List<?>) values)
                .stream().map(v -> new String((byte[]) v, UTF_8)).toList();
    }

    private static String error(@Nullable Object result) {
        return result instanceof WitResult r && !r.isOk() && r.payload() instanceof WitVariant v ? v.name() : "none";
    }
}
