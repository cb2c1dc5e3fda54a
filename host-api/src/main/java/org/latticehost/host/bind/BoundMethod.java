package org.latticehost.host.bind;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.wit.ResourceHandle;

/**
 * A Java method that stands for an exported function. Immutable.
 *
 * @param interfaceName with version as exported, empty for a root function
 * @param function canonical name
 * @param export the function where it is known, null where calls go by name
 * @param async whether the method returns a stage
 */
record BoundMethod(
        String interfaceName,
        String function,
        @Nullable ExportedFunction export,
        Place at,
        List<Converter> params,
        ResultMapping result,
        boolean async) {

    @Nullable Object invoke(Caller caller, @Nullable ResourceHandle self, Object @Nullable [] args) throws Throwable {
        Object[] values = new Object[params.size() + (self == null ? 0 : 1)];
        int next = 0;
        if (self != null) {
            values[next++] = self;
        }
        for (int i = 0; i < params.size(); i++) {
            values[next++] = argument(i, args == null ? null : args[i]);
        }
        return async ? stage(caller.callAsync(this, values), caller) : result.toJava(caller.call(this, values), caller);
    }

    private CompletionStage<@Nullable Object> stage(CompletionStage<@Nullable Object> answer, Caller caller) {
        return answer.thenApply(wit -> {
            try {
                return result.toJava(wit, caller);
            } catch (Throwable e) {
                throw new CompletionException(e);
            }
        });
    }

    private Object argument(int index, @Nullable Object java) {
        try {
            if (java == null) {
                throw new NullPointerException();
            }
            return params.get(index).toWit(java);
        } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
            throw at.at(", argument " + (index + 1), ", parameter " + (index + 1))
                    .refused(e);
        }
    }
}
