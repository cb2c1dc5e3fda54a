package org.latticehost.host.model;

import java.util.regex.Pattern;

/** Ids become tokens of subjects and parts of bucket keys, so not every text will do. */
final class Ids {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    private Ids() {}

    static String check(String what, String id) {
        if (!SHAPE.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    what + " id must be 1 to 255 letters, digits, '-' or '_', got '" + id + "'");
        }
        return id;
    }
}
