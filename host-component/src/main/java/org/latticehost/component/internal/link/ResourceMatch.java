package org.latticehost.component.internal.link;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitType;

/**
 * Compares the types a component imports with those the host offers: equal by structure, where each abstract resource
 * type of the component stands for one resource type of the host. Which one is learnt from the names of an interface's
 * resources, or from the first type where one meets the other.
 */
final class ResourceMatch {
    private final Map<ResourceType, ResourceType> hostOf = new IdentityHashMap<>();

    @Nullable ResourceType hostOf(ResourceType imported) {
        return hostOf.get(imported);
    }

    /** Whether they are, or may be taken to be, the same. */
    boolean bind(ResourceType imported, ResourceType offered) {
        ResourceType known = hostOf.putIfAbsent(imported, offered);
        return known == null || known == offered;
    }

    boolean function(FunctionType imported, FunctionType offered) {
        return fields(imported.params(), offered.params()) && optional(imported.result(), offered.result());
    }

    private boolean fields(List<WitType.Field> imported, List<WitType.Field> offered) {
        if (imported.size() != offered.size()) {
            return false;
        }
        for (int i = 0; i < imported.size(); i++) {
            WitType.Field a = imported.get(i);
            WitType.Field b = offered.get(i);
            if (!a.name().equals(b.name()) || !type(a.type(), b.type())) {
                return false;
            }
        }
        return true;
    }

    private boolean optional(Optional<WitType> imported, Optional<WitType> offered) {
        return imported.isPresent() ? offered.isPresent() && type(imported.get(), offered.get()) : offered.isEmpty();
    }

    private boolean type(WitType imported, WitType offered) {
        if (imported.kind() != offered.kind()) {
            return false;
        }
        return switch (imported.kind()) {
            case BOOL, S8, U8, S16, U16, S32, U32, S64, U64, F32, F64, CHAR, STRING -> true;
            case LIST -> type(((WitType.ListOf) imported).element(), ((WitType.ListOf) offered).element());
            case OPTION -> type(((WitType.OptionOf) imported).some(), ((WitType.OptionOf) offered).some());
            case RESULT ->
                optional(((WitType.ResultOf) imported).ok(), ((WitType.ResultOf) offered).ok())
                        && optional(((WitType.ResultOf) imported).err(), ((WitType.ResultOf) offered).err());
            case TUPLE -> items(((WitType.TupleOf) imported).items(), ((WitType.TupleOf) offered).items());
            case RECORD -> fields(((WitType.RecordOf) imported).fields(), ((WitType.RecordOf) offered).fields());
            case VARIANT -> cases(((WitType.VariantOf) imported).cases(), ((WitType.VariantOf) offered).cases());
            case ENUM, FLAGS -> imported.equals(offered);
            case OWN -> bind(((WitType.Own) imported).resource(), ((WitType.Own) offered).resource());
            case BORROW -> bind(((WitType.Borrow) imported).resource(), ((WitType.Borrow) offered).resource());
            case STREAM -> optional(((WitType.StreamOf) imported).element(), ((WitType.StreamOf) offered).element());
            case FUTURE -> optional(((WitType.FutureOf) imported).value(), ((WitType.FutureOf) offered).value());
        };
    }

    private boolean items(List<WitType> imported, List<WitType> offered) {
        if (imported.size() != offered.size()) {
            return false;
        }
        for (int i = 0; i < imported.size(); i++) {
            if (!type(imported.get(i), offered.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean cases(List<WitType.Case> imported, List<WitType.Case> offered) {
        if (imported.size() != offered.size()) {
            return false;
        }
        for (int i = 0; i < imported.size(); i++) {
            WitType.Case a = imported.get(i);
            WitType.Case b = offered.get(i);
            if (!a.name().equals(b.name()) || !optional(a.payload(), b.payload())) {
                return false;
            }
        }
        return true;
    }
}
