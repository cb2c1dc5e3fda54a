package org.latticehost.core.internal.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
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

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    public Tracing(OpenTelemetry telemetry, String version) {
        tracer = telemetry.getTracer(TRACER, version);
        propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    /** The span of a call to a component, from its arrival to its outcome: it contains the wait for an instance. */
    public Span invocation(Context parent, String componentId, String instance, String function) {
        return tracer.spanBuilder("component_invocation")
                .setParent(parent)
                .setAttribute("func", function)
                .setAttribute("id", componentId)
                .setAttribute("instance", instance)
                .startSpan();
    }

    /** The span of guest code running: {@code call_http_incoming_handle}, {@code call_instance_function}. */
    public Span guestCall(Context parent, String name) {
        return tracer.spanBuilder(name).setParent(parent).startSpan();
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

    /** Writes a context into the headers of a message, if there is one. */
    public void inject(Context telemetry, Map<String, String> headers) {
        propagator.inject(telemetry, headers, (map, key, value) -> {
            if (map != null) {
                map.put(key, value);
            }
        });
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
