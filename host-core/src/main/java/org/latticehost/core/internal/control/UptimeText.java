package org.latticehost.core.internal.control;

import java.time.Duration;

/** Uptime for people: {@code 1day 2h 3m 4s}, whole seconds, zero parts left out. */
final class UptimeText {
    private static final long YEAR = 31_557_600;
    private static final long MONTH = 2_630_016;
    private static final long DAY = 86_400;

    private UptimeText() {}

    static String of(Duration uptime) {
        long seconds = uptime.toSeconds();
        StringBuilder text = new StringBuilder();
        word(text, seconds / YEAR, "year");
        seconds %= YEAR;
        word(text, seconds / MONTH, "month");
        seconds %= MONTH;
        word(text, seconds / DAY, "day");
        seconds %= DAY;
        part(text, seconds / 3_600, "h");
        part(text, seconds / 60 % 60, "m");
        part(text, seconds % 60, "s");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void word(StringBuilder text, long count, String unit) {
        part(text, count, count == 1 ? unit : unit + "s");
    }

    private static void part(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(text.isEmpty() ? "" : " ").append(count).append(unit);
        }
    }
}
