package org.latticehost.endive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticehost.component.spi.contract.WasmCode.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticehost.component.spi.CoreEngine;
import org.latticehost.component.spi.CoreEngineOptions;
import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreModule;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.component.spi.contract.WasmBuilder;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ErrorCode;

class EndiveCacheTest {
    @TempDir
    Path parent;

    private Path folder;

    @BeforeEach
    void chooseFolder() {
        folder = parent.resolve("deep/cache");
    }

    private static WasmBuilder answering(int value) {
        WasmBuilder module = WasmBuilder.module();
        module.exported("answer", ":i", code().i32(value));
        return module;
    }

    private long answer(WasmBuilder module) {
        try (CoreEngine engine = open();
                CoreStore store = engine.newStore(CoreStoreLimits.defaults())) {
            CoreModule compiled = engine.compile(module.source());
            assertThat(compiled.fullyCompiled()).isTrue();
            return ((CoreFunction)
                            store.instantiate(compiled, new CoreExtern[0]).export(0))
                    .call()[0];
        }
    }

    private CoreEngine open() {
        return new EndiveEngineFactory().create(new CoreEngineOptions(Optional.of(folder), 1 << 20));
    }

    private List<Path> entries() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void keepsCompiledModulesBetweenEngines() throws IOException {
        assertThat(answer(answering(7))).isEqualTo(7);
        Path entry = entries().get(0);
        FileTime longAgo = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(entry, longAgo);
        assertThat(answer(answering(7))).isEqualTo(7);
        assertThat(entries()).containsExactly(entry);
        assertThat(Files.getLastModifiedTime(entry)).as("not written again").isEqualTo(longAgo);
        assertThat(answer(answering(8))).isEqualTo(8);
        assertThat(entries()).hasSize(2);
    }

    @Test
    void keepsTheFolderToItself() throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        answer(answering(7));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(entries().get(0))))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesAFolderItCannotUse() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "a file");
        assertThatThrownBy(this::open)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void replacesDamagedEntries() throws IOException {
        assertThat(answer(answering(7))).isEqualTo(7);
        Path entry = entries().get(0);
        byte[] good = Files.readAllBytes(entry);
        for (int position : new int[] {0, 31, 32, 40, good.length / 2, good.length - 1}) {
            byte[] bad = good.clone();
            bad[position] ^= 0x10;
            Files.write(entry, bad);
            assertThat(answer(answering(7))).isEqualTo(7);
            assertThat(Arrays.equals(Files.readAllBytes(entry), bad))
                    .as("damage at " + position + " was replaced")
                    .isFalse();
        }
        for (int length : new int[] {0, 5, 32, 33, good.length - 1}) {
            Files.write(entry, Arrays.copyOf(good, length));
            assertThat(answer(answering(7))).isEqualTo(7);
            assertThat(Files.size(entry)).isGreaterThan(length);
        }
    }

    @Test
    void neverRunsTheEntryOfAnotherModule() throws IOException {
        assertThat(answer(answering(7))).isEqualTo(7);
        Path seven = entries().get(0);
        byte[] content = Files.readAllBytes(seven);
        assertThat(answer(answering(8))).isEqualTo(8);
        Path eight = entries().stream().filter(e -> !e.equals(seven)).findAny().orElseThrow();
        Path copy = Files.write(parent.resolve("copy"), content);
        Files.move(copy, eight, StandardCopyOption.REPLACE_EXISTING);
        assertThat(answer(answering(8))).isEqualTo(8);
    }

    @Test
    void worksOnWhenItsFolderIsGone() throws IOException {
        try (CoreEngine engine = open();
                CoreStore store = engine.newStore(CoreStoreLimits.defaults())) {
            Files.delete(folder);
            CoreModule compiled = engine.compile(answering(3).source());
            CoreFunction answer = (CoreFunction)
                    store.instantiate(compiled, new CoreExtern[0]).export(0);
            assertThat(answer.call()).containsExactly(3);
        }
    }

    @Test
    void remembersWhatIsInterpreted() {
        WasmBuilder module = InterpretedFunctionTest.hugeFunction();
        for (int round = 0; round < 2; round++) {
            try (CoreEngine engine = open();
                    CoreStore store = engine.newStore(CoreStoreLimits.defaults())) {
                CoreModule compiled = engine.compile(module.source());
                assertThat(compiled.fullyCompiled()).isFalse();
                CoreFunction host = store.hostFunction(WasmBuilder.sig("i:i"), args -> args);
                CoreFunction huge = (CoreFunction)
                        store.instantiate(compiled, new CoreExtern[] {host}).export(0);
                assertThat(huge.call(5)).containsExactly(InterpretedFunctionTest.STEPS + 5);
            }
        }
        assertThat(entries()).hasSize(1);
    }

    @Test
    void remembersWhatItWouldNotCompileWhole() {
        WasmBuilder module = InterpretedFunctionTest.hugeFunction();
        for (int round = 0; round < 2; round++) {
            try (CoreEngine engine = open()) {
                assertThatThrownBy(() -> engine.compileWhole(module.source()))
                        .isInstanceOfSatisfying(
                                ComponentLoadException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_FEATURE))
                        .hasMessageContaining("1 of its 1 functions");
            }
        }
        assertThat(entries()).hasSize(1);
        remembersWhatIsInterpreted();
    }
}
