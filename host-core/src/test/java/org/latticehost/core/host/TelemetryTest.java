package org.latticehost.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.core.internal.telemetry.GuestLog;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.model.InstancePolicy;
import org.latticehost.host.model.Link;
import org.slf4j.LoggerFactory;

class TelemetryTest extends TestHosts {
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .build();
    private final ListAppender<ILoggingEvent> guestLines = new ListAppender<>();

    @BeforeEach
    void listen() {
        guestLines.start();
        ((Logger) LoggerFactory.getLogger(GuestLog.LOGGER)).addAppender(guestLines);
    }

    @AfterEach
    void leave() {
        ((Logger) LoggerFactory.getLogger(GuestLog.LOGGER)).detachAppender(guestLines);
        telemetry.close();
    }

    @Test
    void isOneTraceFromTheCallerThroughAllComponents() {
        WasmCloudHost host = start(builder().openTelemetry(telemetry));
        host.scale(scale("one", "a"));
        host.scale(scale("two", "b"));
        host.putLink(Link.from("one").to("two").interfaces("test:app", "dep").build());
        spans.reset();
        Span caller = telemetry.getTracer("test").spanBuilder("caller").startSpan();

        host.component("one")
                .call(FakeRuntime.API, "ask", List.of("hi"), Context.root().with(caller))
                .toCompletableFuture()
                .join();
        caller.end();

        List<SpanData> all = spans.getFinishedSpanItems();
        assertThat(all)
                .extracting(SpanData::getTraceId)
                .containsOnly(caller.getSpanContext().getTraceId());
        assertThat(all)
                .extracting(SpanData::getName)
                .containsExactly(
                        "call_instance_function",
                        "component_invocation",
                        "call_instance_function",
                        "component_invocation",
                        "caller");
        for (int i = 0; i < 4; i++) {
            assertThat(all.get(i).getParentSpanId()).isEqualTo(all.get(i + 1).getSpanId());
        }
        assertThat(all.get(3).getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("id"), "one")
                .containsEntry(AttributeKey.stringKey("func"), "ask")
                .containsEntry(AttributeKey.stringKey("instance"), FakeRuntime.API);
    }

    @Test
    void countsWhatBecomesOfInstancesUnderEachPolicy() {
        WasmCloudHost host = start(builder().openTelemetry(telemetry));
        host.scale(scale("fresh", "a"));
        host.scale(scale("pooled", "b").instancePolicy(InstancePolicy.pooled(1, 100)));
        host.scale(scale("reused", "c").instancePolicy(InstancePolicy.reused(100)));
        for (String id : List.of("fresh", "pooled", "reused")) {
            for (int i = 0; i < 3; i++) {
                ComponentsTest.call(host, id, "print", "x").join();
            }
        }

        Map<String, Double> seen = new TreeMap<>();
        for (MetricData metric : metrics.collectAllMetrics()) {
            String name = metric.getName().replace("latticehost.instances.", "");
            metric.getData()
                    .getPoints()
                    .forEach(point -> seen.put(
                            point.getAttributes().get(AttributeKey.stringKey("component.id")) + " "
                                    + point.getAttributes().get(AttributeKey.stringKey("instance.policy")) + " " + name,
                            point instanceof LongPointData number
                                    ? (double) number.getValue()
                                    : (double) ((HistogramPointData) point).getCount()));
        }
        assertThat(seen)
                .containsEntry("fresh fresh-per-call start.duration", 3.0)
                .containsEntry("fresh fresh-per-call alive", 0.0)
                .doesNotContainKey("fresh fresh-per-call reused")
                .containsEntry("pooled pooled start.duration", 1.0)
                .containsEntry("pooled pooled reset.duration", 3.0)
                .containsEntry("pooled pooled reused", 2.0)
                .containsEntry("pooled pooled alive", 1.0)
                .containsEntry("reused reused start.duration", 1.0)
                .containsEntry("reused reused reused", 2.0)
                .doesNotContainKey("reused reused reset.duration");
    }

    @Test
    void marksWhatFailed() {
        WasmCloudHost host = start(builder().openTelemetry(telemetry));
        host.scale(scale("one", "a"));
        spans.reset();

        assertThat(ComponentsTest.call(host, "one", "ask", "hi")).failsWithin(Duration.ofSeconds(5));

        assertThat(spans.getFinishedSpanItems())
                .hasSize(2)
                .allSatisfy(span -> assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR));
    }

    /** Sums of counters, by the operation if they have one. */
    private Map<String, Long> sums(String name) {
        Map<String, Long> sums = new TreeMap<>();
        metrics.collectAllMetrics().stream()
                .filter(metric -> metric.getName().equals("wasmcloud_host." + name))
                .flatMap(metric -> metric.getLongSumData().getPoints().stream())
                .forEach(point -> sums.merge(
                        String.valueOf(point.getAttributes().get(AttributeKey.stringKey("operation"))),
                        point.getValue(),
                        Long::sum));
        return sums;
    }

    @Test
    void countsCallsAlikeWhereverTheyComeFrom() {
        WasmCloudHost host = start(builder().openTelemetry(telemetry));
        host.scale(scale("one", "a"));
        host.scale(scale("two", "b"));
        host.putLink(Link.from("one").to("two").interfaces("test:app", "dep").build());
        ComponentsTest.call(host, "one", "ask", "hi").join();
        await().untilAsserted(() -> assertThat(sums("component.invocations"))
                .isEqualTo(Map.of("test:app/api/ask", 1L, "test:app/dep@0.1.0/echo", 1L)));

        host.putConfig("far", Map.of("call_path", "lattice"));
        host.deleteLink("one", "test:app", "default");
        host.putLink(Link.from("one")
                .to("two")
                .interfaces("test:app", "dep")
                .sourceConfig("far")
                .build());
        ComponentsTest.call(host, "one", "ask", "hi").join();

        // Over the lattice the caller may have the answer before the callee's host has counted it.
        await().untilAsserted(() -> {
            assertThat(sums("component.invocations"))
                    .hasSize(2)
                    .allSatisfy((operation, count) ->
                            assertThat(count).as(operation).isEqualTo(2));
            assertThat(sums("component.active_instances").values()).containsOnly(0L);
        });
        assertThat(sums("component.invocation.errors")).isEmpty();
    }

    @Test
    void countsCallsThatFail() {
        WasmCloudHost host = start(builder().openTelemetry(telemetry));
        host.scale(scale("one", "a"));

        assertThat(ComponentsTest.call(host, "one", "ask", "hi")).failsWithin(Duration.ofSeconds(5));

        await().untilAsserted(
                        () -> assertThat(sums("component.invocation.errors")).containsEntry("test:app/api/ask", 1L));
        assertThat(metrics.collectAllMetrics())
                .anySatisfy(
                        metric -> assertThat(metric.getName()).isEqualTo("wasmcloud_host.handle_rpc_message.duration"))
                .anySatisfy(metric -> assertThat(metric.getName()).isEqualTo("wasmcloud_host.component.max_instances"));
    }

    @Test
    void opensASpanForEachCommand() {
        WasmCloudHost host = start(builder().openTelemetry(telemetry));

        host.scale(scale("one", "a"));
        host.putConfig("c", Map.of("k", "secret value"));

        assertThat(spans.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .containsExactly("handle_scale_component", "handle_config_put");
        assertThat(spans.getFinishedSpanItems().toString()).doesNotContain("secret value");
    }

    @Test
    void logsWhatAGuestPrintsWithItsId() {
        WasmCloudHost host = start();
        host.scale(scale("one", "a"));

        ComponentsTest.call(host, "one", "print", "hello\u001b[2J").join();

        assertThat(guestLines.list).singleElement().satisfies(line -> {
            assertThat(line.getMessage()).isEqualTo("hello[2J");
            assertThat(line.getKeyValuePairs().toString())
                    .contains("component_id=\"one\"")
                    .contains("stream=\"stdout\"");
        });
    }
}
