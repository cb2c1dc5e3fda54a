package org.latticehost.component.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cache on disk keeps, and for how long. */
class CompileCacheTest {
    private static final int SIZE = 1_000;

    @TempDir
    Path folder;

    private void age(String suffix, Duration by) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(suffix)).toList()) {
                FileTime before =
                        Files.readAttributes(file, BasicFileAttributes.class).lastAccessTime();
                Files.getFileAttributeView(file, BasicFileAttributeView.class)
                        .setTimes(null, FileTime.from(before.toInstant().minus(by)), null);
            }
        }
    }

    @Test
    void whatWasUsedLongestAgoGoesFirst() throws IOException {
        CompileCache cache = new CompileCache(folder, ".a", 3 * SIZE + 200);
        CompileCache other = new CompileCache(folder, ".b", 10 * SIZE);
        byte[] payload = new byte[SIZE];
        Arrays.fill(payload, (byte) 7);
        other.put("elsewhere", payload);
        for (String key : new String[] {"first", "second", "third"}) {
            cache.put(key, payload);
            age(".a", Duration.ofMinutes(1));
        }
        assertThat(cache.get("first")).isEqualTo(payload);

        cache.put("fourth", payload);

        assertThat(cache.get("second")).as("unused for longest").isNull();
        assertThat(cache.get("first")).isEqualTo(payload);
        assertThat(cache.get("third")).isEqualTo(payload);
        assertThat(cache.get("fourth")).isEqualTo(payload);
        assertThat(other.get("elsewhere")).as("of another engine").isEqualTo(payload);
    }

    @Test
    void whatIsLargerThanTheCacheIsNotKept() throws IOException {
        CompileCache cache = new CompileCache(folder, ".a", SIZE);
        cache.put("small", new byte[10]);

        cache.put("large", new byte[SIZE + 1]);

        assertThat(cache.get("large")).isNull();
        assertThat(cache.get("small")).isNotNull();
    }

    @Test
    void halfWrittenFilesOfADeadProcessGoAfterAWhile() throws IOException {
        Path abandoned = Files.createFile(folder.resolve("new1.tmp"));
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path fresh = Files.createFile(folder.resolve("new2.tmp"));

        new CompileCache(folder, ".a", SIZE).put("key", new byte[10]);

        assertThat(abandoned).doesNotExist();
        assertThat(fresh).exists();
    }
}
