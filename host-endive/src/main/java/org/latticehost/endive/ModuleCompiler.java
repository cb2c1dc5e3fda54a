package org.latticehost.endive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CompileCache;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreModuleSource;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.endive.compiler.Cache;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.CompiledModule;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.Memory;
import run.endive.wasm.MalformedException;
import run.endive.wasm.Parser;
import run.endive.wasm.Version;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;

/** Compiles modules, or finds them compiled in the cache. */
final class ModuleCompiler {
    private static final Logger LOG = LoggerFactory.getLogger(ModuleCompiler.class);
    /** Part of the cache key: to be raised when rewriting or the entry format changes. */
    private static final String FORMAT = "2";

    /** Bytes of a function from which on it is worth asking: one byte becomes about one, and 64 KiB are the limit. */
    private static final int LARGE_BODY = 32_000;

    private static final Pattern TOO_LARGE = Pattern.compile("WASM function index: (\\d+)");

    private final EndiveEngine engine;
    private final Optional<CompileCache> cache;

    /** Compiled classes, with the functions that are not among them; no classes where nobody wanted them without these. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Compiled(byte[] jar, Set<Integer> interpreted) {}

    ModuleCompiler(EndiveEngine engine, Optional<CompileCache> cache) {
        this.engine = engine;
        this.cache = cache;
    }

    /**
     * @param whole whether to refuse what would be interpreted in part
     */
    EndiveModule compile(CoreModuleSource source, boolean whole) {
        try {
            ModuleLayout layout = ModuleParser.parse(source.bytes());
            checkMemories(layout);
            ModuleRewriter rewriter = new ModuleRewriter(source.bytes(), layout);
            String className = "latticehost.guest.M" + source.sha256().substring(0, 16);
            String key = "endive " + Version.version() + ' ' + FORMAT + ' ' + source.sha256();
            EndiveModule found = fromCache(source, layout, rewriter, className, key, whole);
            return found != null ? found : fresh(source, layout, rewriter, className, key, whole);
        } catch (ComponentLoadException e) {
            throw e;
        } catch (StackOverflowError | OutOfMemoryError e) {
            throw failed("too large or too deeply nested to compile: " + e, e);
        } catch (WasmEngineException e) {
            throw failed(message(e), e);
        } catch (RuntimeException | LinkageError e) {
            throw failed("cannot be compiled: " + e, e);
        }
    }

    private static String message(WasmEngineException e) {
        String message = String.valueOf(e.getMessage());
        // Endive puts this in front of everything it finds malformed.
        String prefix = "section size mismatch, unexpected end of section or function, ";
        return e instanceof MalformedException && message.startsWith(prefix)
                ? message.substring(prefix.length())
                : message;
    }

    private static ComponentLoadException failed(String message, Throwable cause) {
        return new ComponentLoadException(ErrorCode.INVALID_COMPONENT, "core module: " + message, -1, cause);
    }

    private void checkMemories(ModuleLayout layout) {
        for (CoreExternType.Memory memory : layout.definedMemories()) {
            long bytes = memory.limits().min() * Memory.PAGE_SIZE;
            if (bytes > engine.maxMemoryBytes() || memory.limits().min() > Memory.RUNTIME_MAX_PAGES) {
                throw WasmReader.invalid("declares a memory of " + bytes + " bytes; this engine allows "
                        + Math.min(engine.maxMemoryBytes(), (long) Memory.RUNTIME_MAX_PAGES * Memory.PAGE_SIZE));
            }
        }
    }

    private @Nullable EndiveModule fromCache(
            CoreModuleSource source,
            ModuleLayout layout,
            ModuleRewriter rewriter,
            String className,
            String key,
            boolean whole) {
        if (cache.isEmpty()) {
            return null;
        }
        byte[] entry = cache.get().get(key);
        if (entry == null) {
            return null;
        }
        try {
            Compiled compiled = decode(entry);
            refuseInterpreted(whole, compiled.interpreted(), layout);
            if (compiled.jar().length == 0) {
                return null;
            }
            WasmModule slim = Parser.parse(rewriter.slim(compiled.interpreted()));
            Function<Instance, Machine> machines = MachineFactoryCompiler.builder(slim)
                    .withCache(new OneEntry(compiled.jar()))
                    .compile();
            return module(source, layout, slim, machines, compiled.interpreted(), className);
        } catch (ComponentLoadException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.warn("dropping entry of the compile cache that does not load: {}", e.toString());
            cache.get().drop(key);
            return null;
        }
    }

    private EndiveModule fresh(
            CoreModuleSource source,
            ModuleLayout layout,
            ModuleRewriter rewriter,
            String className,
            String key,
            boolean whole) {
        WasmModule full = Parser.parse(rewriter.full());
        FeatureCheck.check(full);
        Set<Integer> interpreted = findTooLarge(layout, rewriter, className, whole);
        if (whole && !interpreted.isEmpty() && cache.isPresent()) {
            cache.get().put(key, encode(new Compiled(new byte[0], interpreted)));
        }
        refuseInterpreted(whole, interpreted, layout);
        OneEntry collected = new OneEntry(null);
        Function<Instance, Machine> machines = compile(full, className, interpreted, collected);
        if (!interpreted.isEmpty()) {
            LOG.warn(
                    "{} of {} functions of module {} are too large for the JVM and will be interpreted (slow)",
                    interpreted.size(),
                    layout.bodies.size(),
                    source.sha256());
        }
        byte[] jar = collected.jar;
        if (cache.isPresent() && jar != null) {
            cache.get().put(key, encode(new Compiled(jar, interpreted)));
        }
        WasmModule slim = Parser.parse(rewriter.slim(interpreted));
        return module(source, layout, slim, machines, interpreted, className);
    }

    private static void refuseInterpreted(boolean whole, Set<Integer> interpreted, ModuleLayout layout) {
        if (whole && !interpreted.isEmpty()) {
            throw WasmReader.unsupported("methods beyond 64 KB, for at least " + interpreted.size() + " of its "
                    + layout.bodies.size() + " functions");
        }
    }

    /**
     * Finds functions whose code would exceed what a Java method may have. Endive finds one at a time and starts over,
     * which takes minutes for a module with thousands of functions and a few huge ones; so they are looked for in a
     * module that has only the large functions.
     *
     * @param one whether one of them is enough: the largest is tried by itself then, which takes no time
     */
    private Set<Integer> findTooLarge(ModuleLayout layout, ModuleRewriter rewriter, String className, boolean one) {
        Set<Integer> large = new TreeSet<>();
        for (int i = 0; i < layout.bodies.size(); i++) {
            if (layout.bodies.get(i).length() >= LARGE_BODY) {
                large.add(layout.importedFunctions + i);
            }
        }
        Set<Integer> tooLarge = new TreeSet<>();
        if (one && !large.isEmpty()) {
            int largest = Collections.max(
                    large,
                    Comparator.comparingInt(
                            f -> layout.bodies.get(f - layout.importedFunctions).length()));
            WasmModule probe = Parser.parse(rewriter.slim(Set.of(largest)));
            if (compileOnce(probe, className, Set.of(), new OneEntry(null), tooLarge) == null) {
                return tooLarge;
            }
        }
        boolean found = !large.isEmpty();
        while (found) {
            WasmModule probe = Parser.parse(rewriter.slim(large));
            Set<Integer> before = Set.copyOf(tooLarge);
            found = compileOnce(probe, className, Set.of(), new OneEntry(null), tooLarge) == null;
            tooLarge.stream().filter(f -> !before.contains(f)).forEach(large::remove);
        }
        return tooLarge;
    }

    private Function<Instance, Machine> compile(
            WasmModule module, String className, Set<Integer> interpreted, OneEntry collected) {
        while (true) {
            Function<Instance, Machine> compiled =
                    compileOnce(module, className, Set.copyOf(interpreted), collected, interpreted);
            if (compiled != null) {
                return compiled;
            }
        }
    }

    /** Compiles, or adds the function that was too large and answers null. */
    private @Nullable Function<Instance, Machine> compileOnce(
            WasmModule module, String className, Set<Integer> interpreted, OneEntry collected, Set<Integer> tooLarge) {
        try {
            MachineFactoryCompiler.Builder builder = MachineFactoryCompiler.builder(module)
                    .withClassName(className)
                    .withInterpreterFallback(InterpreterFallback.FAIL)
                    .withInterpretedFunctions(interpreted);
            if (cache.isPresent()) {
                builder.withCache(collected);
            }
            return builder.compile();
        } catch (WasmEngineException e) {
            Matcher matcher = TOO_LARGE.matcher(String.valueOf(e.getMessage()));
            if (!matcher.find() || !tooLarge.add(Integer.parseInt(matcher.group(1)))) {
                throw e;
            }
            return null;
        }
    }

    private EndiveModule module(
            CoreModuleSource source,
            ModuleLayout layout,
            WasmModule slim,
            Function<Instance, Machine> machines,
            Set<Integer> interpreted,
            String className) {
        // Endive's factory insists on the module it compiled; the one inside it takes any.
        Function<Instance, Machine> direct =
                machines instanceof CompiledModule compiled ? compiled.machineFactory() : machines;
        EndiveModule.Code code = new EndiveModule.Code(slim, direct);
        return new EndiveModule(engine, source.type(), layout, source.bytes(), code, interpreted.isEmpty(), className);
    }

    private static byte[] encode(Compiled compiled) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(compiled.jar().length + 64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(compiled.interpreted().size());
            for (int function : compiled.interpreted()) {
                out.writeInt(function);
            }
            out.write(compiled.jar());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Compiled decode(byte[] entry) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry))) {
            int count = in.readInt();
            Set<Integer> interpreted = new TreeSet<>();
            for (int i = 0; i < count; i++) {
                interpreted.add(in.readInt());
            }
            return new Compiled(in.readAllBytes(), interpreted);
        }
    }

    /** Endive's cache interface for one module, whatever key it makes up. */
    private static final class OneEntry implements Cache {
        private byte @Nullable [] jar;

        OneEntry(byte @Nullable [] jar) {
            this.jar = jar;
        }

        @Override
        public byte @Nullable [] get(String key) {
            return jar;
        }

        @Override
        public void putIfAbsent(String key, byte[] data) {
            jar = data;
        }
    }
}
