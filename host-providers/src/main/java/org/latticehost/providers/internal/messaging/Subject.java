package org.latticehost.providers.internal.messaging;

import java.util.List;

/** A subject taken apart. Immutable. */
record Subject(List<String> tokens) {

    /**
     * Takes a subject apart.
     *
     * @param wildcards whether {@code *} and a final {@code >} are allowed
     * @throws IllegalArgumentException if it is none
     */
    static Subject of(String text, boolean wildcards) {
        List<String> tokens = List.of(text.split("\\.", -1));
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            boolean wildcard = token.equals("*") || (token.equals(">") && i == tokens.size() - 1);
            boolean plain =
                    !token.isEmpty() && token.chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == '*' || c == '>');
            if (!plain && !(wildcards && wildcard)) {
                throw new IllegalArgumentException(
                        "not a subject" + (wildcards ? "" : " to send to") + ": '" + text + "'");
            }
        }
        return new Subject(tokens);
    }

    /** Whether a subscription to this gets what is sent to that. */
    boolean covers(Subject sent) {
        int size = tokens.size();
        for (int i = 0; i < size; i++) {
            String token = tokens.get(i);
            if (token.equals(">")) {
                return sent.tokens.size() > i;
            }
            if (i >= sent.tokens.size() || (!token.equals("*") && !token.equals(sent.tokens.get(i)))) {
                return false;
            }
        }
        return sent.tokens.size() == size;
    }
}
