package org.latticehost.endive;

/**
 * Lets a stack overflow happen before something that must not be left half-done, such as a list behind a lock. Guests may
 * call the host with next to no stack left.
 */
final class StackRoom {
    /** Some kilobytes of compiled frames: more than the short, flat calls which this protects. */
    private static final int FRAMES = 300;

    private StackRoom() {}

    /**
     * Makes sure of stack for a few frames more.
     *
     * @throws StackOverflowError if there is none
     */
    static void check() {
        if (descend(FRAMES) < 0) {
            throw new IllegalStateException("negative depth");
        }
    }

    private static int descend(int left) {
        return left == 0 ? 0 : descend(left - 1) + 1;
    }
}
