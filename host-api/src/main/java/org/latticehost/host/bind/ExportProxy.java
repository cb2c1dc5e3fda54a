package org.latticehost.host.bind;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.ResourceHandle;

/** What is behind a Java interface that stands for exports: an interface, or a resource of it. */
final class ExportProxy implements InvocationHandler {
    private final Supplier<Map<Method, BoundMethod>> methods;
    private final Caller caller;
    private final @Nullable ResourceHandle self;
    private final String text;

    private ExportProxy(
            Supplier<Map<Method, BoundMethod>> methods, Caller caller, @Nullable ResourceHandle self, String text) {
        this.methods = methods;
        this.caller = caller;
        this.self = self;
        this.text = text;
    }

    static <T> T make(
            Class<T> type,
            Supplier<Map<Method, BoundMethod>> methods,
            Caller caller,
            @Nullable ResourceHandle self,
            String text) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new ExportProxy(methods, caller, self, text)));
    }

    /** The handle behind a proxy that stands for a resource. */
    static ResourceHandle handle(Object java) {
        if (Proxy.isProxyClass(java.getClass())
                && Proxy.getInvocationHandler(java) instanceof ExportProxy proxy
                && proxy.self != null) {
            return proxy.self;
        }
        throw new IllegalArgumentException("not a resource of a component: " + java.getClass());
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        BoundMethod bound = methods.get().get(method);
        if (bound != null) {
            return bound.invoke(caller, self, args);
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, args == null ? new Object[0] : args);
        }
        return switch (method.getName()) {
            case "close" -> {
                if (self != null) {
                    self.close();
                }
                yield null;
            }
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> text;
        };
    }
}
