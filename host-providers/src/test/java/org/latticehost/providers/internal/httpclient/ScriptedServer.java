package org.latticehost.providers.internal.httpclient;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Takes one connection on a port of its own, reads a head from it and does with it what a test says. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket socket;
    private final CompletableFuture<String> head = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final Thread thread;

    /** What to do once the head is read. */
    interface Script {
        void run(InputStream in, OutputStream out) throws IOException;
    }

    ScriptedServer(Script script) throws IOException {
        this(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), script);
    }

    ScriptedServer(ServerSocket socket, Script script) {
        this.socket = socket;
        thread = new Thread(() -> serve(script), "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** One that answers with that text and sends no more. */
    static ScriptedServer answering(String text) throws IOException {
        return new ScriptedServer((in, out) -> {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        });
    }

    private void serve(Script script) {
        try (Socket peer = socket.accept()) {
            InputStream in = peer.getInputStream();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            while (!read.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the client left");
                }
                read.write(next);
            }
            head.complete(read.toString(StandardCharsets.ISO_8859_1));
            script.run(in, peer.getOutputStream());
            over.complete(null);
            peer.shutdownOutput();
            in.transferTo(
                    OutputStream.nullOutputStream()); // to close with unread bytes would break off the answer, too
        } catch (IOException e) {
            head.completeExceptionally(e);
            over.completeExceptionally(e);
        }
    }

    /** The head of the request as it was sent. */
    CompletableFuture<String> head() {
        return head;
    }

    /** Completed when the script has ended. */
    CompletableFuture<Void> over() {
        return over;
    }

    String authority() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
