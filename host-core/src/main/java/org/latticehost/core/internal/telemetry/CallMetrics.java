package org.latticehost.core.internal.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.PolicyDeniedException;

/**
 * Counts and times the calls of components, under the names that dashboards of the lattice know: the same whether a call
 * came from this host or from another. Attributes are names, never payloads. Thread-safe.
 */
public final class CallMetrics {
    private static final String SCOPE = "wasmcloud-host";
    private static final AttributeKey<String> REFERENCE = AttributeKey.stringKey("component.ref");
    private static final AttributeKey<String> COMPONENT = AttributeKey.stringKey("component.id");
    private static final AttributeKey<String> LATTICE = AttributeKey.stringKey("lattice");
    private static final AttributeKey<String> HOST = AttributeKey.stringKey("host");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("operation");
    /** From a microsecond to a minute, in nanoseconds: the usual ones end at ten microseconds. */
    private static final List<Long> BOUNDARIES = List.of(
            1_000L,
            10_000L,
            100_000L,
            1_000_000L,
            5_000_000L,
            25_000_000L,
            100_000_000L,
            500_000_000L,
            2_500_000_000L,
            10_000_000_000L,
            60_000_000_000L);

    private final boolean enabled;
    private final Attributes place;
    private final LongHistogram duration;
    private final LongCounter invocations;
    private final LongCounter errors;
    private final LongUpDownCounter active;
    private final LongGauge max;

    /**
     * @param version of the host
     * @param hostId of the host
     */
    public CallMetrics(OpenTelemetry telemetry, String version, String lattice, String hostId) {
        enabled = telemetry.getMeterProvider() != MeterProvider.noop();
        place = Attributes.of(LATTICE, lattice, HOST, hostId);
        Meter meter =
                telemetry.meterBuilder(SCOPE).setInstrumentationVersion(version).build();
        duration = meter.histogramBuilder("wasmcloud_host.handle_rpc_message.duration")
                .ofLongs()
                .setUnit("nanoseconds")
                .setDescription("Duration in nanoseconds each handle_rpc_message operation took")
                .setExplicitBucketBoundariesAdvice(BOUNDARIES)
                .build();
        invocations = meter.counterBuilder("wasmcloud_host.component.invocations")
                .setDescription("Number of component invocations")
                .build();
        errors = meter.counterBuilder("wasmcloud_host.component.invocation.errors")
                .setDescription("Number of component errors")
                .build();
        active = meter.upDownCounterBuilder("wasmcloud_host.component.active_instances")
                .setDescription("Number of active component instances")
                .build();
        max = meter.gaugeBuilder("wasmcloud_host.component.max_instances")
                .ofLongs()
                .setDescription("Maximum number of component instances")
                .build();
    }

    /** Those of one component at one reference. */
    public OfComponent of(String id, String reference) {
        return new OfComponent(id, reference);
    }

    /** The metrics of one component. Thread-safe. */
    public final class OfComponent {
        private final String reference;
        private final Attributes component;
        private final Map<Operation, Attributes> operations = new ConcurrentHashMap<>();

        private OfComponent(String id, String reference) {
            this.reference = reference;
            this.component = place.toBuilder()
                    .put(COMPONENT, id)
                    .put(REFERENCE, reference)
                    .build();
        }

        private record Operation(String instance, String function) {}

        /** When a call begins to wait for its instance, for {@link #ended}; 0 if nobody wants to know. */
        public long begun() {
            return enabled ? System.nanoTime() : 0;
        }

        /** A call has its permit. */
        public void entered() {
            if (enabled) {
                active.add(1, component);
            }
        }

        /** It gave it back. */
        public void left() {
            if (enabled) {
                active.add(-1, component);
            }
        }

        /** How many calls may run at once. */
        public void max(long instances) {
            max.set(instances, component);
        }

        /**
         * A call has its result. What was denied, or given up by its caller, does not count.
         *
         * @param begun what {@link #begun} gave
         * @param instance name by which the lattice calls it
         */
        public void ended(long begun, String instance, String function, @Nullable Throwable failure) {
            if (!enabled || failure instanceof PolicyDeniedException || failure instanceof CancellationException) {
                return;
            }
            Attributes attributes = operations.computeIfAbsent(new Operation(instance, function), this::attributes);
            duration.record(System.nanoTime() - begun, attributes);
            invocations.add(1, attributes);
            if (failure != null) {
                errors.add(1, attributes);
            }
        }

        private Attributes attributes(Operation operation) {
            return place.toBuilder()
                    .put(REFERENCE, reference)
                    .put(OPERATION, operation.instance + "/" + operation.function)
                    .build();
        }
    }
}
