package org.latticehost.host.bind;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.BindingException;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.ResourceHandle;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitType;

/** Finds the exported function of every method of a Java interface. */
final class ExportBinder implements Converters.ResourceTypes {
    private final String interfaceName;
    private final Map<String, FunctionType> functions;
    private final Map<String, ResourceType> resources;
    private final Function<String, @Nullable ExportedFunction> exports;
    private final Converters converters = new Converters(this);
    private final Map<Class<?>, Map<Method, BoundMethod>> resourceMethods = new HashMap<>();

    /**
     * Binds against an interface, or the root.
     *
     * @param interfaceName empty for the root
     * @param exports gives a function by its canonical name; null where calls go by name
     */
    ExportBinder(
            String interfaceName,
            Map<String, FunctionType> functions,
            Map<String, ResourceType> resources,
            Function<String, @Nullable ExportedFunction> exports) {
        this.interfaceName = interfaceName;
        this.functions = functions;
        this.resources = resources;
        this.exports = exports;
    }

    /** The methods of an interface that stands for all of it. */
    Map<Method, BoundMethod> bind(Class<?> type) {
        if (!type.isInterface()) {
            throw new BindingException(type.getName() + " is not an interface; exports are called through one");
        }
        Map<Method, BoundMethod> bound = new HashMap<>();
        bindInto(bound, type, null);
        return bound;
    }

    private void bindInto(Map<Method, BoundMethod> bound, Class<?> type, @Nullable String resource) {
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())
                    && !ofObject(method)
                    && !(resource != null && close(method))) {
                bound.put(method, bind(type, method, resource));
            }
        }
    }

    private static boolean ofObject(Method method) {
        try {
            Object.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static boolean close(Method method) {
        return method.getName().equals("close") && method.getParameterCount() == 0;
    }

    private BoundMethod bind(Class<?> type, Method method, @Nullable String resource) {
        String name = find(type, method, resource);
        FunctionType function = functions.get(name);
        if (function == null) {
            throw new BindingException(text(type, method) + " names '" + name + "', which " + owner()
                    + " lacks; it has " + functions.keySet());
        }
        Place at = new Place(text(type, method), interfaceName.isEmpty() ? name : interfaceName + "#" + name);
        int lead = resource == null ? 0 : 1;
        List<WitType.Field> params = function.params();
        Type[] types = method.getGenericParameterTypes();
        if (types.length != params.size() - lead) {
            throw at.mismatch(
                    types.length + " parameters",
                    params.size() - lead + " parameters "
                            + params.subList(lead, params.size()).stream()
                                    .map(WitType.Field::name)
                                    .toList(),
                    "their number differs");
        }
        Converter[] made = new Converter[types.length];
        for (int i = 0; i < made.length; i++) {
            WitType.Field param = params.get(i + lead);
            made[i] = converters.of(
                    param.type(), types[i], at.at(", parameter " + (i + 1), ", parameter '" + param.name() + "'"));
        }
        Class<?> raw = method.getReturnType();
        boolean async = raw == CompletionStage.class || raw == CompletableFuture.class;
        Type returned = async ? Access.argument(method.getGenericReturnType(), 0) : method.getGenericReturnType();
        ResultMapping result = ResultMapping.of(converters, method, returned, function, at);
        return new BoundMethod(interfaceName, name, exports.apply(name), at, List.of(made), result, async);
    }

    private String find(Class<?> type, Method method, @Nullable String resource) {
        String explicit = Names.explicit(method);
        if (explicit != null) {
            return explicit;
        }
        String wanted = Names.folded(method.getName());
        List<String> found = functions.keySet().stream()
                .filter(name ->
                        resource == null ? !name.startsWith("[method]") : name.startsWith("[method]" + resource + "."))
                .filter(name -> Names.method(name).equals(wanted))
                .toList();
        if (found.size() != 1) {
            throw new BindingException(text(type, method) + " has "
                    + (found.isEmpty() ? "no function" : "several functions " + found) + " in " + owner()
                    + (resource == null ? "" : ", resource '" + resource + "'") + "; it has " + functions.keySet()
                    + "; say which with @WitName");
        }
        return found.get(0);
    }

    private String owner() {
        return interfaceName.isEmpty() ? "the component's root" : interfaceName;
    }

    static String text(Class<?> type, Method method) {
        return type.getName() + "." + method.getName();
    }

    @Override
    public Converter of(WitType wit, Class<?> java, Place at) {
        if (java == ResourceHandle.class) {
            return Converter.SAME;
        }
        ResourceType type = wit instanceof WitType.Own own ? own.resource() : ((WitType.Borrow) wit).resource();
        String name = resources.entrySet().stream()
                .filter(e -> e.getValue() == type)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(type.name());
        boolean exported = functions.keySet().stream().anyMatch(f -> f.startsWith("[method]" + name + "."));
        if (!exported && !java.isInterface()) {
            return Converter.SAME; // a resource that Java gave to the component: the object itself
        }
        if (!java.isInterface()) {
            throw at.mismatch(java, wit, "wants an interface of the resource's methods, or ResourceHandle");
        }
        return resource(name, java);
    }

    private <T> Converter resource(String name, Class<T> java) {
        Map<Method, BoundMethod> methods = resourceMethods.get(java);
        if (methods == null) {
            methods = new HashMap<>();
            resourceMethods.put(java, methods); // before its methods, which may mention it
            bindInto(methods, java, name);
        }
        Map<Method, BoundMethod> bound = methods;
        return new Converter() {
            @Override
            public Object toJava(Object wit, @Nullable Caller caller) {
                if (caller == null || !(wit instanceof ResourceHandle handle)) {
                    return wit;
                }
                return ExportProxy.make(java, () -> bound, caller, handle, "resource " + name);
            }

            @Override
            public Object toWit(Object value) {
                return ExportProxy.handle(value);
            }
        };
    }
}
