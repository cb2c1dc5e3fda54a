package org.latticehost.providers.messaging;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Traces in the headers of messages: {@code traceparent} and {@code tracestate}. */
final class TraceHeaders {
    private TraceHeaders() {}

    static Map<String, String> of(Context telemetry) {
        Map<String, String> headers = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(telemetry, headers, (map, name, value) -> {
            if (map != null) {
                map.put(name, value);
            }
        });
        return headers;
    }

    static Context in(Map<String, String> headers) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, Getter.INSTANCE);
    }

    private enum Getter implements TextMapGetter<Map<String, String>> {
        INSTANCE;

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    }
}
