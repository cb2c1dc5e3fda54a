package org.latticehost.core.internal.rpc;

import java.util.Optional;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitType;

/** Finds handles of resources, which mean something only inside one component. */
public final class Resources {
    private Resources() {}

    /** Whether a function takes or gives one. */
    public static boolean in(FunctionType type) {
        return type.params().stream().anyMatch(param -> in(param.type())) || in(type.result());
    }

    private static boolean in(Optional<WitType> type) {
        return type.isPresent() && in(type.get());
    }

    private static boolean in(WitType type) {
        return switch (type.kind()) {
            case BOOL, S8, U8, S16, U16, S32, U32, S64, U64, F32, F64, CHAR, STRING, ENUM, FLAGS -> false;
            case OWN, BORROW -> true;
            case STREAM -> in(((WitType.StreamOf) type).element());
            case FUTURE -> in(((WitType.FutureOf) type).value());
            case LIST -> in(((WitType.ListOf) type).element());
            case OPTION -> in(((WitType.OptionOf) type).some());
            case RECORD -> ((WitType.RecordOf) type).fields().stream().anyMatch(field -> in(field.type()));
            case TUPLE -> ((WitType.TupleOf) type).items().stream().anyMatch(Resources::in);
            case VARIANT -> ((WitType.VariantOf) type).cases().stream().anyMatch(each -> in(each.payload()));
            case RESULT -> in(((WitType.ResultOf) type).ok()) || in(((WitType.ResultOf) type).err());
        };
    }
}
