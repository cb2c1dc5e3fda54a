package org.latticehost.component.internal.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreValueType;

/** How value types become core types. Source: Canonical ABI, section "Flattening". */
public final class Flattening {
    /** Most flat parameters; more go through memory. */
    public static final int MAX_PARAMS = 16;
    /** Most flat results; more go through memory. */
    public static final int MAX_RESULTS = 1;
    /** One more than any limit: a list this long only says "too many". */
    static final int MAX_KEPT = 17;

    private Flattening() {}

    /** Types one after the other, cut off. */
    static List<CoreValueType> concat(List<Shape> parts) {
        List<CoreValueType> flat = new ArrayList<>();
        for (Shape part : parts) {
            for (CoreValueType type : part.flat()) {
                if (flat.size() == MAX_KEPT) {
                    return List.copyOf(flat);
                }
                flat.add(type);
            }
        }
        return List.copyOf(flat);
    }

    /** A discriminant and then the position-wise join of the cases. */
    static List<CoreValueType> variant(List<@Nullable Shape> cases) {
        List<CoreValueType> flat = new ArrayList<>();
        flat.add(CoreValueType.I32);
        for (Shape payload : cases) {
            List<CoreValueType> of = payload == null ? List.of() : payload.flat();
            for (int i = 0; i < of.size() && i + 1 < MAX_KEPT; i++) {
                if (i + 1 < flat.size()) {
                    flat.set(i + 1, join(flat.get(i + 1), of.get(i)));
                } else {
                    flat.add(of.get(i));
                }
            }
        }
        return List.copyOf(flat);
    }

    private static CoreValueType join(CoreValueType a, CoreValueType b) {
        if (a == b) {
            return a;
        }
        boolean narrow = (a == CoreValueType.I32 || a == CoreValueType.F32)
                && (b == CoreValueType.I32 || b == CoreValueType.F32);
        return narrow ? CoreValueType.I32 : CoreValueType.I64;
    }

    /**
     * The core type of a function.
     *
     * @param lower for {@code canon lower}; otherwise for {@code canon lift}
     */
    public static CoreFuncType coreType(FuncType type, boolean lower) {
        List<CoreValueType> params = new ArrayList<>(params(type));
        if (params.size() > MAX_PARAMS) {
            params = new ArrayList<>(List.of(CoreValueType.I32));
        }
        List<CoreValueType> results = results(type);
        if (results.size() > MAX_RESULTS) {
            if (lower) {
                params.add(CoreValueType.I32);
                results = List.of();
            } else {
                results = List.of(CoreValueType.I32);
            }
        }
        return new CoreFuncType(params, results);
    }

    /** The flat parameters; more than {@link #MAX_PARAMS} means they go through memory. */
    public static List<CoreValueType> params(FuncType type) {
        List<Shape> shapes = new ArrayList<>();
        for (ValType param : type.params()) {
            shapes.add(param.shape());
        }
        return concat(shapes);
    }

    /** The flat results; more than {@link #MAX_RESULTS} means they go through memory. */
    public static List<CoreValueType> results(FuncType type) {
        ValType result = type.result();
        return result == null ? List.of() : result.shape().flat();
    }
}
