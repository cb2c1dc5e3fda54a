package org.latticehost.core.internal.event;

import java.security.SecureRandom;
import java.util.UUID;

/** Ids of events: 48 bits of time and 80 random ones, printed as a UUID, which sorts them by time. */
final class Ulid {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ulid() {}

    static String next(long epochMillis) {
        byte[] random = new byte[10];
        RANDOM.nextBytes(random);
        long high = (epochMillis << 16) | ((random[0] & 0xFFL) << 8) | (random[1] & 0xFFL);
        long low = 0;
        for (int i = 2; i < 10; i++) {
            low = (low << 8) | (random[i] & 0xFFL);
        }
        return new UUID(high, low).toString();
    }
}
