package org.latticehost.core.internal.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.Locale;
import org.latticehost.host.model.InstancePolicy;

/**
 * What becomes of the instances of components, by {@code component.id} and {@code instance.policy}. The names are ours: the
 * reference counts no instances. Thread-safe.
 */
public final class InstanceMetrics {
    private static final String SCOPE = "latticehost";
    private static final double NANOS = 1e9;

    /** From a pooled reset, some microseconds, to a large component on a busy machine. */
    private static final List<Double> SECONDS = List.of(1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 1.0);

    private final LongCounter calls;
    private final LongUpDownCounter alive;
    private final DoubleHistogram starts;
    private final DoubleHistogram resets;

    public InstanceMetrics(OpenTelemetry telemetry, String version) {
        Meter meter =
                telemetry.meterBuilder(SCOPE).setInstrumentationVersion(version).build();
        calls = meter.counterBuilder("latticehost.instances.reused")
                .setDescription("Calls served by an instance that had served another call")
                .build();
        alive = meter.upDownCounterBuilder("latticehost.instances.alive")
                .setDescription("Instances, whether they serve a call or wait for one")
                .build();
        starts = seconds(meter, "latticehost.instances.start.duration", "Time to make an instance");
        resets = seconds(meter, "latticehost.instances.reset.duration", "Time to put an instance back to its start");
    }

    private static DoubleHistogram seconds(Meter meter, String name, String description) {
        return meter.histogramBuilder(name)
                .setUnit("s")
                .setDescription(description)
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
    }

    /** Those of one component. */
    public OfComponent of(String componentId, InstancePolicy policy) {
        return new OfComponent(Attributes.builder()
                .put("component.id", componentId)
                .put(
                        "instance.policy",
                        policy.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .build());
    }

    /** Counts for one component. */
    public final class OfComponent {
        private final Attributes attributes;

        private OfComponent(Attributes attributes) {
            this.attributes = attributes;
        }

        /** An instance was made. */
        public void started(long nanos) {
            alive.add(1, attributes);
            starts.record(nanos / NANOS, attributes);
        }

        /** An instance that has served a call serves another. */
        public void reused() {
            calls.add(1, attributes);
        }

        /** An instance was put back to its start. */
        public void reset(long nanos) {
            resets.record(nanos / NANOS, attributes);
        }

        /** An instance is gone. */
        public void ended() {
            alive.add(-1, attributes);
        }
    }
}
