package org.latticehost.component.internal.types;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitKind;
import org.latticehost.host.wit.WitType;

/**
 * A definition of a value type.
 *
 * <p>{@code parts} are the definitions it mentions, in the order of the type's own parts; null for a case or result arm
 * without payload.
 */
public final class ValType implements DefType {
    private final Shape shape;
    private final List<@Nullable ValType> parts;
    private final @Nullable ResourceRef resource;

    ValType(Shape shape, List<@Nullable ValType> parts, @Nullable ResourceRef resource) {
        this.shape = shape;
        this.parts = Collections.unmodifiableList(parts);
        this.resource = resource;
    }

    public Shape shape() {
        return shape;
    }

    public WitKind kind() {
        return shape.wit().kind();
    }

    public WitType wit() {
        return shape.wit();
    }

    public List<@Nullable ValType> parts() {
        return parts;
    }

    /** The definition of the resource, for own and borrow. */
    public @Nullable ResourceRef resource() {
        return resource;
    }

    @Override
    public ValType copy() {
        return new ValType(shape, parts, resource);
    }

    @Override
    public long weight() {
        return shape.weight();
    }

    @Override
    public int depth() {
        return shape.depth();
    }

    @Override
    public boolean mentionsResources() {
        return shape.resources();
    }

    @Override
    public String describe() {
        return "value type " + kind();
    }
}
