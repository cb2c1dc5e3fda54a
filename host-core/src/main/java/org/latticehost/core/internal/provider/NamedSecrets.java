package org.latticehost.core.internal.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latticehost.core.internal.config.ConfigStore;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.spi.SecretStore;
import org.latticehost.host.spi.SecretStore.Secret;

/**
 * The secrets that names of configuration refer to, those that begin with {@code SECRET}. Thread-safe; blocks.
 *
 * <p>{@code SECRET_db} is secret {@code db} of the store. What it is called for the provider is the {@code name} in the
 * content of the reference, so that several links can each have their own {@code URL}; without one it is {@code db}, too.
 */
final class NamedSecrets {
    private static final String NAME = "name";

    private final ConfigStore configs;
    private final SecretStore store;

    NamedSecrets(ConfigStore configs, SecretStore store) {
        this.configs = configs;
        this.store = store;
    }

    /**
     * The secrets among names, later ones win.
     *
     * @param user who needs them, for the error
     * @throws ProviderException code {@code NOT_FOUND} if the store does not know one
     */
    Map<String, Secret> of(List<String> names, Object user) {
        Map<String, Secret> all = new LinkedHashMap<>();
        for (String name : names) {
            if (ConfigStore.isSecret(name)) {
                String inStore = name.replaceFirst("^SECRET_?", "");
                Secret secret = store.secret(inStore)
                        .orElseThrow(() -> new ProviderException(
                                ErrorCode.NOT_FOUND,
                                "no secret '" + inStore + "', which " + user + " needs by its configuration '" + name
                                        + "'; call builder.secretStore(..) with a store that knows it"));
                all.put(configs.read(name).map(content -> content.get(NAME)).orElse(inStore), secret);
            }
        }
        return all;
    }
}
