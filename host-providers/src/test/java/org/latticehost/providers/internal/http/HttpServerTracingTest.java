package org.latticehost.providers.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticehost.providers.internal.http.ServerFixture.answering;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpHandler;

class HttpServerTracingTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build();

    @AfterEach
    void close() {
        telemetry.close();
    }

    @Test
    void opensARootSpanAndGivesItToTheComponent() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        HttpHandler handler = (request, context) -> {
            seen.set(Span.fromContext(context).getSpanContext().getSpanId());
            return answering("x").handle(request, context);
        };
        SpanData span = spanOf(handler);
        assertThat(span.getName()).isEqualTo("handle");
        assertThat(span.getSpanId()).isEqualTo(seen.get());
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(span.getTraceId()).isNotEqualTo(TRACE);
    }

    @Test
    void adoptsTheTraceOfTheRequestWhenAsked() throws Exception {
        SpanData span = spanOf(answering("x"), "adopt_trace_context", "true");
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    }

    @Test
    void marksAFailure() throws Exception {
        HttpErrorException error = new HttpErrorException("internal-error", null, "asked", null);
        SpanData span = spanOf((request, context) -> CompletableFuture.failedFuture(error));
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    private SpanData spanOf(HttpHandler handler, String... config) throws Exception {
        try (ServerFixture server = new ServerFixture().telemetry(telemetry)) {
            server.start(config);
            server.component("one", handler);
            server.link("one", Map.of());
            server.get("/", "traceparent", PARENT);
            assertThat(spans.getFinishedSpanItems()).hasSize(1);
            return spans.getFinishedSpanItems().get(0);
        }
    }
}
