package org.latticehost.providers.keyvalue;

/**
 * A bucket in the hands of a guest: only its name, so that it means the same on every link.
 *
 * @param name as the guest gave it
 */
record Bucket(String name) {}
