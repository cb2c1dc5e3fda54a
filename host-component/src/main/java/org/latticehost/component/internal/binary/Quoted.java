package org.latticehost.component.internal.binary;

/** Names from a binary for use in messages: whoever wrote them must not be able to forge or flood a log. */
public final class Quoted {
    private static final int MAX_NAME = 120;
    private static final int MAX_MESSAGE = 600;

    private Quoted() {}

    /** A name: cut if long, without control characters. */
    public static String of(String name) {
        return clean(name, MAX_NAME);
    }

    /** A message that contains names. */
    public static String message(String text) {
        return clean(text, MAX_MESSAGE);
    }

    private static String clean(String text, int max) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), max));
        for (int i = 0; i < text.length() && i < max; i++) {
            char c = text.charAt(i);
            int type = Character.getType(c);
            boolean hidden = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            clean.append(hidden ? '\ufffd' : c);
        }
        return text.length() > max ? clean.append("...").toString() : clean.toString();
    }
}
