package org.latticehost.wasi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.latticehost.host.spi.GuestOutput;

/** Keeps what a guest puts out. */
final class Output implements GuestOutput {
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final List<String> log = new ArrayList<>();

    @Override
    public synchronized void stdout(byte[] bytes) {
        stdout.writeBytes(bytes);
    }

    @Override
    public synchronized void stderr(byte[] bytes) {
        stderr.writeBytes(bytes);
    }

    @Override
    public synchronized void log(String level, String context, String message) {
        log.add(level + " " + context + ": " + message);
    }

    synchronized String stdout() {
        return stdout.toString(StandardCharsets.UTF_8);
    }

    /** What came since this was called last. */
    synchronized String takeStdout() {
        String text = stdout();
        stdout.reset();
        return text;
    }

    synchronized String stderr() {
        return stderr.toString(StandardCharsets.UTF_8);
    }

    synchronized List<String> log() {
        return List.copyOf(log);
    }
}
