package org.latticehost.host.spi;

import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.HttpHandler;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitWorld;

/**
 * A component seen from a provider or from Java code. Calls wait for a free instance in a bounded queue.
 *
 * <p>Thread-safe; does not block the caller.
 */
public interface ComponentTarget {

    /** Its id. */
    String componentId();

    /** Whether it runs on this host now. */
    boolean running();

    /** What it imports and exports; empty if that is not known, as when it does not run on this host. */
    default Optional<WitWorld> world() {
        return Optional.empty();
    }

    /** Its {@code wasi:http/incoming-handler}, on this host or, if it does not run here, on another one. */
    HttpHandler http();

    /**
     * Calls an exported function on this host.
     *
     * @param interfaceName with or without version; empty text for a root function
     * @param args one value per parameter as in {@link org.latticehost.host.wit.WitValues}
     * @return the result, null if there is none; fails with a {@link org.latticehost.host.error.HostException}
     */
    CompletionStage<@Nullable Object> call(String interfaceName, String function, List<Object> args, Context telemetry);

    /**
     * Calls an exported function on this host or, if the component does not run here, on another one.
     *
     * @param interfaceName as exported, with version; empty text for a root function
     * @param type of the function: what travels between hosts does not say
     * @param args one value per parameter as in {@link org.latticehost.host.wit.WitValues}
     * @return the result, null if there is none; fails with a {@link org.latticehost.host.error.HostException}, code
     *     {@code NO_RESPONDERS} if it runs nowhere
     */
    default CompletionStage<@Nullable Object> call(
            String interfaceName, String function, FunctionType type, List<Object> args, Context telemetry) {
        return call(interfaceName, function, args, telemetry);
    }
}
