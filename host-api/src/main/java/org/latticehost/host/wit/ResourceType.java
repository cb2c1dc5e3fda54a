package org.latticehost.host.wit;

/**
 * The identity of a resource type. Two resource types are the same only if they are the same object; the name is for
 * messages. Immutable.
 */
public final class ResourceType {
    private final String name;

    public ResourceType(String name) {
        this.name = name;
    }

    /** The name under which it was declared, for messages: {@code wasi:io/streams/input-stream} or {@code counter}. */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return "resource " + name;
    }
}
