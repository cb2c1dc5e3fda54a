package org.latticehost.providers.internal.http;

import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** The entry of requests: finds the route, keeps to its rules and begins the exchange with the component. */
final class Dispatch extends Handler.Abstract.NonBlocking {
    private static final long LOOK_MILLIS = 250;

    private final Tracing tracing;
    private final Scheduler timer;
    private final HeldHeads heldHeads;
    private final Map<Connector, Binding> listeners = new ConcurrentHashMap<>();
    private final Set<Exchange> running = ConcurrentHashMap.newKeySet();
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile boolean stopping;

    Dispatch(Tracing tracing, Scheduler timer) {
        this.tracing = tracing;
        this.timer = timer;
        this.heldHeads = new HeldHeads(timer);
    }

    /** Looks after what runs, from time to time until the server stops. */
    void lookAfter() {
        for (Exchange exchange : running) {
            exchange.lookAfter();
        }
        if (!stopping || !running.isEmpty()) {
            var unused = timer.schedule(this::lookAfter, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void add(Connector connector, Binding listener) {
        listeners.put(connector, listener);
    }

    void remove(Connector connector) {
        listeners.remove(connector);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Binding listener = listeners.get(request.getConnectionMetaData().getConnector());
        if (listener == null || stopping || listener.closing()) {
            refuse(request, response, callback);
            return true;
        }
        RouteTable.Match match = listener.routes().find(request);
        Route route = match.route();
        if (route == null) {
            Answers.text(response, match.status(), match.text(), callback);
        } else if (route.rules().cors().filter(cors -> cors.preflight(request)).isPresent()) {
            route.rules().cors().get().answerPreflight(request, response);
            Answers.text(response, 200, "", callback);
        } else if (route.rules().readOnly() && !reads(request)) {
            Answers.text(response, 405, "only GET and HEAD allowed in read-only mode", callback);
        } else if (Heads.authority(request).isEmpty()) {
            Answers.text(response, 400, "the request names no host", callback);
        } else {
            begin(listener, route, request, response, callback);
        }
        return true;
    }

    private void begin(Binding listener, Route route, Request request, Response response, Callback callback) {
        Span span = tracing.start(request, route.component().componentId());
        listener.requestBegins();
        Exchange exchange = new Exchange(request, response, callback, route, span, timer, heldHeads, ended -> {
            running.remove(ended);
            listener.requestEnds();
            checkDrained();
        });
        running.add(exchange);
        exchange.begin();
    }

    private static boolean reads(Request request) {
        return HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
    }

    /** On a connection from before: the client may try again elsewhere. */
    private static void refuse(Request request, Response response, Callback callback) {
        if (request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion()) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        Answers.text(response, 503, "the server is stopping", callback);
    }

    private void checkDrained() {
        if (stopping && running.isEmpty()) {
            drained.countDown();
        }
    }

    /** Begins nothing more, waits for what runs, breaks off the rest. */
    void drain(Duration grace) {
        stopping = true;
        checkDrained();
        try {
            boolean done = drained.await(grace.toNanos(), TimeUnit.NANOSECONDS);
            if (done && running.isEmpty()) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Exchange exchange : running) {
            exchange.stop();
        }
    }
}
