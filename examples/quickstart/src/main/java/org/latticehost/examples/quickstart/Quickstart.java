package org.latticehost.examples.quickstart;

/** Starts a host in this JVM. */
public final class Quickstart {
    private Quickstart() {}

    public static void main(String[] args) {
        System.out.println("latticehost quickstart");
    }
}
