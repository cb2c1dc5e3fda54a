package org.latticehost.providers.internal.http;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Opens the span {@code handle} of a request. A root unless the request's own trace context is adopted. */
final class Tracing {
    private final Tracer tracer;
    private final boolean adopt;

    Tracing(OpenTelemetry telemetry, boolean adopt) {
        this.tracer = telemetry.getTracer("wasmcloud-tracing");
        this.adopt = adopt;
    }

    Span start(Request request, String componentId) {
        Context parent = adopt
                ? W3CTraceContextPropagator.getInstance().extract(Context.root(), request.getHeaders(), Headers.GETTER)
                : Context.root();
        return tracer.spanBuilder("handle")
                .setParent(parent)
                .setAttribute("component_id", componentId)
                .startSpan();
    }

    private enum Headers implements TextMapGetter<HttpFields> {
        GETTER;

        @Override
        public @Nullable String get(@Nullable HttpFields carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    }
}
