package org.latticehost.endive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.latticehost.host.error.ComponentLoadException;

/** Turns Java frames of compiled code into guest frames. Names are decoded when a trap asks for them, not before. */
final class FunctionNames {
    private static final int MAX_FRAMES = 64;
    private static final String METHOD = "func_";

    private final byte[] section;
    private final String className;

    private FunctionNames(byte[] section, String className) {
        this.section = section;
        this.className = className;
    }

    static FunctionNames read(byte[] bytes, ModuleLayout layout, String className) {
        return new FunctionNames(Arrays.copyOfRange(bytes, layout.names.from(), layout.names.to()), className);
    }

    boolean owns(StackTraceElement frame) {
        return frame.getClassName().startsWith(className)
                && frame.getMethodName().startsWith(METHOD);
    }

    /** The guest frames among the Java frames, innermost first. */
    static List<String> backtrace(StackTraceElement[] frames, Iterable<FunctionNames> modules) {
        List<String> result = new ArrayList<>();
        Map<FunctionNames, Map<Integer, String>> decoded = new HashMap<>();
        for (StackTraceElement frame : frames) {
            for (FunctionNames module : modules) {
                if (module.owns(frame)) {
                    result.add(name(frame, decoded.computeIfAbsent(module, FunctionNames::decode)));
                    break;
                }
            }
            if (result.size() == MAX_FRAMES) {
                break;
            }
        }
        return result;
    }

    private static String name(StackTraceElement frame, Map<Integer, String> names) {
        String index = frame.getMethodName().substring(METHOD.length());
        try {
            String name = names.get(Integer.parseInt(index));
            return name == null ? "function " + index : name;
        } catch (NumberFormatException e) {
            return "function " + index;
        }
    }

    private Map<Integer, String> decode() {
        Map<Integer, String> names = new HashMap<>();
        try {
            WasmReader in = new WasmReader(section);
            while (in.hasMore()) {
                int id = in.u8();
                int outer = in.enter(in.u31());
                if (id == 1) {
                    int count = in.count("names");
                    for (int i = 0; i < count; i++) {
                        names.put(in.u31(), in.name());
                    }
                }
                in.skip(in.limit() - in.position());
                in.leave(outer);
            }
        } catch (ComponentLoadException e) {
            // Debug information of a guest may be anything; a backtrace without names is still one.
            return names;
        }
        return names;
    }
}
