package org.latticehost.core.internal.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Opens the spans of the host, under the names that dashboards of the lattice know. Attributes are ids and names, never
 * payloads. Thread-safe.
 */
public final class Tracing {
    private static final String TRACER = "wasmcloud-tracing";

    private static final TextMapGetter<Map<String, String>> HEADERS =
            (headers, name) -> headers == null ? null : headers.get(name);

    private final boolean enabled;
    private final Tracer tracer;
    private final TextMapPropagator propagator;

    public Tracing(OpenTelemetry telemetry, String version) {
        enabled = telemetry.getTracerProvider() != TracerProvider.noop();
        tracer = telemetry.getTracer(TRACER, version);
        propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    /** The span of a call to a component, from its arrival to its outcome: it contains the wait for an instance. */
    public Span invocation(Context parent, String componentId, String instance, String function) {
        if (!enabled) {
            return Span.getInvalid();
        }
        return tracer.spanBuilder("component_invocation")
                .setParent(parent)
                .setAttribute("func", function)
                .setAttribute("id", componentId)
                .setAttribute("instance", instance)
                .startSpan();
    }

    /** The span of guest code running: {@code call_http_incoming_handle}, {@code call_instance_function}. */
    public Span guestCall(Context parent, String name) {
        return enabled ? tracer.spanBuilder(name).setParent(parent).startSpan() : Span.getInvalid();
    }

    /** The context of what happens within such a span; the parent's own if nobody traces. */
    public Context within(Context parent, Span span) {
        return enabled ? parent.with(span) : parent;
    }

    /** The span of a command: {@code handle_scale_component}. */
    public Span command(Context parent, String name, String key, String value) {
        return tracer.spanBuilder(name)
                .setParent(parent)
                .setAttribute(key, value)
                .startSpan();
    }

    /** The span of a control message, which is the parent of its command's. */
    public Span controlMessage(Context parent, String subject) {
        return tracer.spanBuilder("handle_ctl_message")
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("subject", subject)
                .startSpan();
    }

    /** The context that the headers of a message carry. */
    public Context extract(Map<String, String> headers) {
        return propagator.extract(Context.root(), headers, HEADERS);
    }

    /** The headers of a message that carry a context; none if there is nothing to carry. */
    public Map<String, String> injected(Context telemetry) {
        Injected headers = new Injected();
        propagator.inject(telemetry, headers, (carrier, name, value) -> {
            if (carrier != null) {
                carrier.put(name, value);
            }
        });
        return headers.all;
    }

    private static final class Injected {
        private Map<String, String> all = Map.of();

        void put(String name, String value) {
            if (all.isEmpty()) {
                all = new LinkedHashMap<>();
            }
            all.put(name, value);
        }
    }

    /** Ends a span, with error status if something failed. */
    public static void end(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            span.setStatus(StatusCode.ERROR, Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
            span.recordException(failure);
        }
        span.end();
    }
}
