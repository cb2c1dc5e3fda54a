package org.latticehost.component.spi;

/**
 * A core module as it stands in a component: its bytes and what the reader found out about it.
 *
 * @param bytes the module binary; shared, never to be changed
 * @param type its imports and exports as read by the component reader
 * @param sha256 lower-case hexadecimal SHA-256 of {@code bytes}, the key of compile caches
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose: modules are megabytes, and nobody compares them
public record CoreModuleSource(byte[] bytes, CoreModuleType type, String sha256) {}
