package org.latticehost.core.internal.event;

import java.util.Objects;

/** The whole chain of an error in one line, as events carry it. */
public final class ErrorText {
    private ErrorText() {}

    /** Messages, outermost first, joined by {@code ": "}; one that its outer message repeats is left out. */
    public static String of(Throwable error) {
        StringBuilder text = new StringBuilder();
        String last = "";
        for (Throwable t = error; t != null; t = t.getCause()) {
            String message =
                    Objects.requireNonNullElse(t.getMessage(), t.getClass().getSimpleName());
            if (last.endsWith(message)) {
                continue;
            }
            text.append(text.isEmpty() ? "" : ": ").append(message);
            last = message;
        }
        return text.toString();
    }
}
