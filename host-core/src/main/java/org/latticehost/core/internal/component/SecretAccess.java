package org.latticehost.core.internal.component;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.SecretStore;
import org.latticehost.host.spi.SecretStore.Secret;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;
import org.latticehost.host.wit.text.WitPackage;

/**
 * {@code wasmcloud:secrets}: a component gets the secrets that its configuration lists, {@code SECRET_} before the name, and
 * no others. Thread-safe.
 */
final class SecretAccess {
    private static final String LISTED = "SECRET_";
    private static final WitPackage WIT = WitPackage.parse("""
            package wasmcloud:secrets@0.1.0-draft;
            interface store {
              variant secrets-error { upstream(string), io(string), not-found }
              variant secret-value { %string(string), bytes(list<u8>) }
              resource secret;
              get: func(key: string) -> result<secret, secrets-error>;
            }
            interface reveal {
              use store.{secret, secret-value};
              reveal: func(s: borrow<secret>) -> secret-value;
            }
            """);

    private final SecretStore secrets;
    private final Function<String, Optional<RunSpec>> specs;

    /**
     * @param specs how a component runs, by id
     */
    SecretAccess(SecretStore secrets, Function<String, Optional<RunSpec>> specs) {
        this.secrets = secrets;
        this.specs = specs;
    }

    List<HostInterface> interfaces() {
        WitInterface store = WIT.get("store");
        WitType.VariantOf error = (WitType.VariantOf) store.type("secrets-error");
        WitType.VariantOf value = (WitType.VariantOf) store.type("secret-value");
        return List.of(
                HostInterface.builder(store)
                        .function("get", (call, args) -> get(call, (String) args[0], error))
                        .build(),
                HostInterface.builder(WIT.get("reveal"))
                        .function("reveal", (call, args) -> revealed((Secret) args[0], value))
                        .build());
    }

    private WitResult get(HostCall call, String name, WitType.VariantOf error) {
        try {
            return (listed(call, name) ? secrets.secret(name) : Optional.<Secret>empty())
                    .map(WitResult::ok)
                    .orElseGet(() -> WitResult.err(WitVariant.of(error, "not-found", null)));
        } catch (HostException e) {
            return WitResult.err(WitVariant.of(error, "upstream", "the secret cannot be had now: " + e.code()));
        }
    }

    private boolean listed(HostCall call, String name) {
        Invocation invocation = call.service(Invocation.class)
                .orElseThrow(() ->
                        new HostException(ErrorCode.INTERNAL, "a secret asked for outside an invocation of this host"));
        return specs.apply(invocation.componentId())
                .filter(spec -> spec.config().contains(LISTED + name))
                .isPresent();
    }

    private static WitVariant revealed(Secret secret, WitType.VariantOf type) {
        return WitVariant.of(type, secret.isText() ? "string" : "bytes", secret.reveal());
    }
}
