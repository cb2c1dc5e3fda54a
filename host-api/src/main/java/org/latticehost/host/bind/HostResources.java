package org.latticehost.host.bind;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitType;

/** The Java types that stand for the resources of an interface that Java implements. */
final class HostResources implements Converters.ResourceTypes {
    private final Map<ResourceType, Class<?>> types = new HashMap<>();

    /** Takes member types of an interface that are named like a resource. */
    void members(Class<?> type, Map<String, ResourceType> resources) {
        for (Class<?> member : type.getClasses()) {
            resources.forEach((name, resource) -> {
                if (Names.same(member, member.getSimpleName(), name)) {
                    types.putIfAbsent(resource, member);
                }
            });
        }
    }

    /** Takes the types that a method has where its function has resources. */
    void learn(Method method, int firstParameter, java.util.List<WitType.Field> params, @Nullable WitType result) {
        Type[] java = method.getGenericParameterTypes();
        for (int i = 0; i < params.size() && i + firstParameter < java.length; i++) {
            learn(params.get(i).type(), java[i + firstParameter]);
        }
        if (result != null) {
            learn(result, method.getGenericReturnType());
        }
    }

    private void learn(WitType wit, Type java) {
        switch (wit.kind()) {
            case OWN, BORROW -> {
                Class<?> raw = Access.raw(java);
                if (raw != null && raw != Object.class) {
                    types.putIfAbsent(resource(wit), raw);
                }
            }
            case RESULT -> ((WitType.ResultOf) wit).ok().ifPresent(ok -> learn(ok, java));
            case OPTION -> learn(((WitType.OptionOf) wit).some(), Access.argument(java, 0));
            case LIST -> learn(((WitType.ListOf) wit).element(), Access.argument(java, 0));
            default -> {}
        }
    }

    private static ResourceType resource(WitType wit) {
        return wit instanceof WitType.Own own ? own.resource() : ((WitType.Borrow) wit).resource();
    }

    /** The Java type of a resource; null if nothing says it. */
    @Nullable Class<?> type(@Nullable ResourceType resource) {
        return resource == null ? null : types.get(resource);
    }

    @Override
    public Converter of(WitType wit, Class<?> java, Place at) {
        Class<?> known = types.get(resource(wit));
        if (known != null && !known.isAssignableFrom(java) && !java.isAssignableFrom(known)) {
            throw at.mismatch(java, wit, "elsewhere the resource is " + known.getName());
        }
        if (java.isPrimitive() || java == String.class || java.isArray()) {
            throw at.mismatch(java, wit, "wants the class of the objects that are the resource");
        }
        return Converter.SAME;
    }
}
