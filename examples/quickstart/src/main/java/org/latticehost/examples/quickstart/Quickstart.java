package org.latticehost.examples.quickstart;

import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.WasmCloudHostBuilder;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;
import org.latticehost.nats.NatsTransport;

/**
 * A host in this JVM, a WebAssembly component in the host, an HTTP server linked to it; two requests, and what a lattice
 * sees of all that. With {@code --serve} it keeps serving until interrupted; with
 * {@code --nats} the lattice is on a NATS server that this program starts.
 */
public final class Quickstart {
    private static final String COMPONENT = "/components/http-hello/http-hello.wasm";

    private final Report report;
    private final List<CloudEvent> events = new CopyOnWriteArrayList<>();

    Quickstart(PrintStream out) {
        this.report = new Report(out);
    }

    public static void main(String[] args) throws Exception {
        Quickstart quickstart = new Quickstart(System.out);
        boolean serve = List.of(args).contains("--serve");
        if (List.of(args).contains("--nats")) {
            quickstart.runOnNats(serve);
        } else {
            quickstart.run(serve);
        }
    }

    void run(boolean serve) throws IOException, InterruptedException {
        run(serve, WasmCloudHost.builder(), "in memory");
    }

    void runOnNats(boolean serve) throws IOException, InterruptedException {
        try (NatsServerProcess server = NatsServerProcess.start()) {
            NatsTransport transport =
                    NatsTransport.builder().server(server.url()).build();
            run(serve, WasmCloudHost.builder().transport(transport), "on " + server.url());
        }
    }

    private void run(boolean serve, WasmCloudHostBuilder builder, String where)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        byte[] component = component();
        String address = "127.0.0.1:" + freePort();
        report.title("latticehost quickstart");

        WasmCloudHost host =
                builder.lattice("quickstart").eventSink(events::add).build();
        try (host) {
            host.start();
            report.section("A host in this JVM, in a lattice " + where);
            report.line("name", host.friendlyName());
            report.line("id", host.id());

            host.scale(ScaleCommand.of("hello", Artifact.bytes("http-hello.wasm", component))
                    .maxInstances(10));
            host.startProvider(StartProvider.builtin("http", "http-server").configValue("default_address", address));
            host.putLink(Link.from("http")
                    .to("hello")
                    .interfaces("wasi:http", "incoming-handler")
                    .build());
            report.section("Runs on it");
            report.inventory(host.inventory());

            URI uri = URI.create("http://" + address);
            if (serve) {
                serve(host, uri);
            } else {
                request(uri);
            }
        }
        report.section("What the lattice saw");
        events.forEach(report::event);
        report.section("Stopped after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
    }

    private void request(URI uri) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        send(client, HttpRequest.newBuilder(uri.resolve("/")).build(), "");
        String text = "Say it again, please.";
        HttpRequest post = HttpRequest.newBuilder(uri.resolve("/echo"))
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build();
        send(client, post, text);
    }

    private void send(HttpClient client, HttpRequest request, String body) throws IOException, InterruptedException {
        long sent = System.nanoTime();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        report.exchange(request, body, response, System.nanoTime() - sent);
    }

    private void serve(WasmCloudHost host, URI uri) {
        report.section("Try it, and stop with Ctrl-C");
        report.text("curl " + uri + "/");
        report.text("curl --data 'Say it again.' " + uri + "/echo");
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(host, main), "quickstart-stop"));
        host.awaitStopped();
    }

    /** The JVM ends with its hooks, so this one waits until the rest has been printed. */
    private static void stop(WasmCloudHost host, Thread main) {
        host.close();
        try {
            main.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] component() throws IOException {
        try (InputStream in = Objects.requireNonNull(Quickstart.class.getResourceAsStream(COMPONENT), COMPONENT)) {
            return in.readAllBytes();
        }
    }

    /** A port that was free a moment ago. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
