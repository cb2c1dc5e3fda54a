package org.latticehost.examples.embedded;

import io.opentelemetry.context.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ScaleCommand;

/**
 * An ordinary Java service that leaves a part of its work to a component: in this JVM, in a sandbox, without a server or
 * a port in between. The host is given, so that an application has one of it and a test can bring its own.
 *
 * <p>Thread-safe.
 */
public final class WordsService {
    private static final String COMPONENT = "/components/http-hello/http-hello.wasm";
    private static final String ID = "words";

    private final WasmCloudHost host;

    /** Starts the component on the host. */
    public WordsService(WasmCloudHost host) throws IOException {
        this.host = host;
        try (InputStream in = Objects.requireNonNull(WordsService.class.getResourceAsStream(COMPONENT), COMPONENT)) {
            host.scale(ScaleCommand.of(ID, Artifact.bytes("http-hello.wasm", in.readAllBytes()))
                    .maxInstances(4));
        }
    }

    /** What the component says by itself. */
    public String greeting() throws InterruptedException {
        return call("GET", "/", BytePipe.empty());
    }

    /** What the component makes of a text. */
    public String repeat(String text) throws InterruptedException {
        return call("POST", "/echo", BytePipe.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String call(String method, String path, BytePipe body) throws InterruptedException {
        HttpRequest request =
                new HttpRequest(method, "http", Optional.of("words.local"), path, HttpFields.none(), body);
        CompletionStage<HttpResponse> response = host.component(ID).http().handle(request, Context.current());
        return text(response.toCompletableFuture().join().body());
    }

    private static String text(BytePipe body) throws InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = body.read(8192);
        while (piece != null) {
            bytes.writeBytes(piece);
            piece = body.read(8192);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    public static void main(String[] args) throws Exception {
        try (WasmCloudHost host = WasmCloudHost.builder().lattice("embedded").build()) {
            WordsService words = new WordsService(host.start());
            System.out.println("greeting: " + words.greeting().strip());
            System.out.println("repeat:   " + words.repeat("as you said"));
            System.out.println("after:    " + host.inventory().uptime().toMillis() + " ms");
        }
    }
}
