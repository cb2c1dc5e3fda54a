package org.latticehost.examples.capabilities;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.StartProvider;

/** A component between two built-in providers: it answers HTTP requests and counts them in a key-value store. */
final class HttpCounter {
    private HttpCounter() {}

    /** Requests a page twice, and another one once. */
    static List<String> run() throws IOException, InterruptedException {
        String address = "127.0.0.1:" + freePort();
        try (WasmCloudHost host = WasmCloudHost.builder().build().start()) {
            host.scale(Components.start("counter", "http-counter"));
            host.startProvider(StartProvider.builtin("http", "http-server").configValue("default_address", address));
            host.startProvider(StartProvider.builtin("store", "keyvalue-memory"));
            host.putLink(Link.from("http")
                    .to("counter")
                    .interfaces("wasi:http", "incoming-handler")
                    .build());
            host.putLink(Link.from("counter")
                    .to("store")
                    .interfaces("wasi:keyvalue", "store", "atomics")
                    .build());

            List<String> lines = new ArrayList<>();
            for (String path : List.of("/apples", "/apples", "/pears")) {
                lines.add("GET " + path + " -> " + get(URI.create("http://" + address + path)));
            }
            return lines;
        }
    }

    private static String get(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .strip();
    }

    /** A port that was free a moment ago. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
