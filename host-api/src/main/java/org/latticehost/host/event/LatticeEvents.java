package org.latticehost.host.event;

/**
 * Types of the CloudEvents that hosts publish. The set is open: other hosts and later versions send more.
 *
 * <p>The source of an event is the id of its host; its data is a JSON object.
 */
public final class LatticeEvents {
    /** What every type begins with. */
    public static final String PREFIX = "com.wasmcloud.lattice.";

    public static final String HOST_STARTED = PREFIX + "host_started";
    public static final String HOST_HEARTBEAT = PREFIX + "host_heartbeat";
    public static final String HOST_STOPPED = PREFIX + "host_stopped";
    public static final String LABELS_CHANGED = PREFIX + "labels_changed";
    public static final String COMPONENT_SCALED = PREFIX + "component_scaled";
    public static final String COMPONENT_SCALE_FAILED = PREFIX + "component_scale_failed";
    public static final String PROVIDER_STARTED = PREFIX + "provider_started";
    public static final String PROVIDER_START_FAILED = PREFIX + "provider_start_failed";
    public static final String PROVIDER_STOPPED = PREFIX + "provider_stopped";
    public static final String HEALTH_CHECK_PASSED = PREFIX + "health_check_passed";
    public static final String HEALTH_CHECK_FAILED = PREFIX + "health_check_failed";
    public static final String HEALTH_CHECK_STATUS = PREFIX + "health_check_status";
    public static final String LINKDEF_SET = PREFIX + "linkdef_set";
    public static final String LINKDEF_SET_FAILED = PREFIX + "linkdef_set_failed";
    public static final String LINKDEF_DELETED = PREFIX + "linkdef_deleted";
    public static final String CONFIG_SET = PREFIX + "config_set";
    public static final String CONFIG_DELETED = PREFIX + "config_deleted";

    /**
     * Hosts of our kind alone: a host has put back what a bucket of the lattice had lost. Data: {@code bucket}, and in
     * {@code entries} how many.
     */
    public static final String LATTICE_DATA_RESTORED = PREFIX + "lattice_data_restored";

    private LatticeEvents() {}

    /** The part after {@link #PREFIX}, which is also the last token of the event's subject; other types as they are. */
    public static String name(String type) {
        return type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type;
    }
}
