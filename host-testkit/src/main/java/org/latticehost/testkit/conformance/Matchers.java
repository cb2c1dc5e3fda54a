package org.latticehost.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Pattern;

/** Values that differ from run to run, by kind. */
final class Matchers {
    private static final Map<String, Pattern> TEXTS = Map.of(
            "uuid", Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
            "rfc3339utc", Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"),
            "string", Pattern.compile(".*"),
            "semver", Pattern.compile("\\d+\\.\\d+\\.\\d+([-+].*)?"),
            "humantime", Pattern.compile("(\\d+years?)?( ?\\d+months?)?( ?\\d+days?)?( ?\\d+h)?( ?\\d+m)?( ?\\d+s)?"));

    private Matchers() {}

    /** Why a value is not of a kind; empty if it is. */
    static String difference(String kind, JsonNode value) {
        if (kind.equals("uint")) {
            return value.isIntegralNumber() && value.longValue() >= 0 ? "" : "expected an unsigned integer";
        }
        Pattern pattern = TEXTS.get(kind);
        if (pattern == null) {
            throw new IllegalArgumentException("unknown matcher " + kind);
        }
        return value.isTextual()
                        && pattern.matcher(value.textValue()).matches()
                        && !value.textValue().isEmpty()
                ? ""
                : "expected " + kind + ", got " + value;
    }
}
