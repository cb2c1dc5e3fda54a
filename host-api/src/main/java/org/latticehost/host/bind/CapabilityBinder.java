package org.latticehost.host.bind;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.latticehost.host.error.BindingException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitType;

/** Finds the Java method of every function of an imported interface. */
final class CapabilityBinder {
    private final WitInterface wanted;
    private final Class<?> type;
    private final Object implementation;
    private final HostResources resources = new HostResources();
    private final Converters converters = new Converters(resources);

    CapabilityBinder(WitInterface wanted, Class<?> type, Object implementation) {
        this.wanted = wanted;
        this.type = type;
        this.implementation = implementation;
    }

    HostInterface bind() {
        resources.members(type, wanted.resources());
        wanted.functions().forEach((name, function) -> {
            if (!name.startsWith("[method]")) {
                Method method = find(type, name, function.params().size());
                resources.learn(
                        method,
                        lead(method),
                        function.params(),
                        function.result().orElse(null));
            }
        });
        HostInterface.Builder builder = HostInterface.builder(wanted);
        wanted.functions().forEach((name, function) -> builder.function(name, bind(name, function)));
        wanted.resources().keySet().forEach(resource -> builder.destructor(resource, CapabilityBinder::drop));
        return builder.build();
    }

    private BoundFunction bind(String name, FunctionType function) {
        boolean ofResource = name.startsWith("[method]");
        Class<?> owner = ofResource ? resource(name) : type;
        List<WitType.Field> params =
                function.params().subList(ofResource ? 1 : 0, function.params().size());
        Method method = find(owner, name, params.size());
        Place at = new Place(ExportBinder.text(owner, method), wanted.name() + "#" + name);
        Converter[] made = new Converter[params.size()];
        Type[] types = method.getGenericParameterTypes();
        int lead = lead(method);
        for (int i = 0; i < made.length; i++) {
            WitType.Field param = params.get(i);
            made[i] = converters.of(
                    param.type(),
                    types[i + lead],
                    at.at(", parameter " + (i + lead + 1), ", parameter '" + param.name() + "'"));
        }
        return new BoundFunction(
                at,
                Access.method(owner, method),
                ofResource ? null : implementation,
                lead == 1,
                List.of(made),
                ResultMapping.of(converters, method, method.getGenericReturnType(), function, at));
    }

    private Class<?> resource(String name) {
        String resource = name.substring("[method]".length(), name.indexOf('.'));
        Class<?> found = resources.type(wanted.resources().get(resource));
        if (found == null) {
            throw new BindingException("nothing says which Java type is resource '" + resource + "' of "
                    + wanted.name() + ": give " + type.getName()
                    + " a public member type of that name, or a method that"
                    + " takes or returns it");
        }
        return found;
    }

    private Method find(Class<?> owner, String name, int parameters) {
        List<Method> named = Arrays.stream(owner.getMethods())
                .filter(m -> !m.isBridge() && !Modifier.isStatic(m.getModifiers()) && named(m, name))
                .toList();
        List<Method> fitting = named.stream()
                .filter(m -> m.getParameterCount() - lead(m) == parameters)
                .toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        throw new BindingException(owner.getName() + " has "
                + (named.isEmpty()
                        ? "no method"
                        : fitting.isEmpty() ? "no method of " + parameters + " parameters" : "several methods")
                + " for " + wanted.name() + "#" + name + " (" + parameters + " parameters)"
                + (named.isEmpty() ? "" : ": " + named)
                + "; its name would be like '" + Names.method(name) + "' without regard to case, or given by @WitName");
    }

    private static boolean named(Method method, String name) {
        String explicit = Names.explicit(method);
        return explicit != null
                ? explicit.equals(name)
                : Names.folded(method.getName()).equals(Names.method(name));
    }

    /** How many parameters come before those of the function. */
    private static int lead(Method method) {
        return method.getParameterCount() > 0 && method.getParameterTypes()[0] == HostCall.class ? 1 : 0;
    }

    private static void drop(Object resource) {
        if (resource instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new HostException(ErrorCode.INTERNAL, "a dropped " + resource.getClass() + " did not close", e);
            }
        }
    }
}
