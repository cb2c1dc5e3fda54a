package org.latticehost.host.bind;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.HostFunction;

/**
 * An imported function that stands for a Java method. Immutable.
 *
 * @param receiver null for a method of a resource, whose first argument it is
 * @param wantsCall whether the method wants the {@link HostCall} before its arguments
 */
record BoundFunction(
        Place at,
        MethodHandle method,
        @Nullable Object receiver,
        boolean wantsCall,
        List<Converter> params,
        ResultMapping result)
        implements HostFunction {

    @Override
    public @Nullable Object call(HostCall call, Object[] args) throws Exception {
        Object[] java = new Object[params.size() + 1 + (wantsCall ? 1 : 0)];
        int from = 0;
        int to = 0;
        java[to++] = receiver == null ? args[from++] : receiver;
        if (wantsCall) {
            java[to++] = call;
        }
        for (Converter param : params) {
            java[to++] = param.toJava(args[from++], null);
        }
        Object returned;
        try {
            returned = (Object) method.invokeExact(java);
        } catch (Throwable thrown) {
            return result.thrown(thrown);
        }
        return result.toWit(returned);
    }
}
