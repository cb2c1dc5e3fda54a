package org.latticehost.component.internal.link;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitType;

/** Rewrites types with other resource types. Types without resources stay the objects they are. */
final class ResourceSubstitution {
    private final UnaryOperator<ResourceType> substitute;
    private final Map<WitType, WitType> done = new IdentityHashMap<>();

    ResourceSubstitution(UnaryOperator<ResourceType> substitute) {
        this.substitute = substitute;
    }

    FunctionType function(FunctionType type) {
        return new FunctionType(fields(type.params()), type.result().map(this::type));
    }

    private List<WitType.Field> fields(List<WitType.Field> fields) {
        return fields.stream()
                .map(f -> new WitType.Field(f.name(), type(f.type())))
                .toList();
    }

    WitType type(WitType type) {
        WitType known = done.get(type);
        if (known == null) {
            known = rewrite(type);
            done.put(type, known);
        }
        return known;
    }

    private WitType rewrite(WitType type) {
        return switch (type.kind()) {
            case BOOL, S8, U8, S16, U16, S32, U32, S64, U64, F32, F64, CHAR, STRING, ENUM, FLAGS -> type;
            case LIST -> new WitType.ListOf(type(((WitType.ListOf) type).element()));
            case OPTION -> new WitType.OptionOf(type(((WitType.OptionOf) type).some()));
            case RESULT ->
                new WitType.ResultOf(
                        ((WitType.ResultOf) type).ok().map(this::type),
                        ((WitType.ResultOf) type).err().map(this::type));
            case TUPLE ->
                new WitType.TupleOf(((WitType.TupleOf) type)
                        .items().stream().map(this::type).toList());
            case RECORD -> new WitType.RecordOf(fields(((WitType.RecordOf) type).fields()));
            case VARIANT ->
                new WitType.VariantOf(((WitType.VariantOf) type)
                        .cases().stream()
                                .map(c -> new WitType.Case(c.name(), c.payload().map(this::type)))
                                .toList());
            case OWN -> new WitType.Own(substitute.apply(((WitType.Own) type).resource()));
            case BORROW -> new WitType.Borrow(substitute.apply(((WitType.Borrow) type).resource()));
            case STREAM ->
                new WitType.StreamOf(((WitType.StreamOf) type).element().map(this::type));
            case FUTURE ->
                new WitType.FutureOf(((WitType.FutureOf) type).value().map(this::type));
        };
    }
}
