package org.latticehost.component.internal.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitType;

/** A definition of a function type. */
public final class FuncType implements DefType {
    private final List<String> names;
    private final List<ValType> params;
    private final @Nullable ValType result;
    private final FunctionType wit;
    private final long weight;
    private final int depth;
    private final boolean resources;

    public FuncType(List<String> names, List<ValType> params, @Nullable ValType result) {
        this.names = List.copyOf(names);
        this.params = List.copyOf(params);
        this.result = result;
        List<WitType.Field> fields = new ArrayList<>();
        long w = 1;
        int d = 1;
        boolean r = false;
        for (int i = 0; i < params.size(); i++) {
            ValType param = params.get(i);
            fields.add(new WitType.Field(names.get(i), param.wit()));
            w += param.weight();
            d = Math.max(d, param.depth() + 1);
            r |= param.mentionsResources();
        }
        if (result != null) {
            w += result.weight();
            d = Math.max(d, result.depth() + 1);
            r |= result.mentionsResources();
        }
        this.wit = new FunctionType(fields, Optional.ofNullable(result).map(ValType::wit));
        this.weight = w;
        this.depth = d;
        this.resources = r;
    }

    public List<String> names() {
        return names;
    }

    public List<ValType> params() {
        return params;
    }

    public @Nullable ValType result() {
        return result;
    }

    /** The type as others see it. */
    public FunctionType wit() {
        return wit;
    }

    @Override
    public FuncType copy() {
        return new FuncType(names, params, result);
    }

    @Override
    public long weight() {
        return weight;
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public boolean mentionsResources() {
        return resources;
    }

    @Override
    public String describe() {
        return "function type";
    }
}
