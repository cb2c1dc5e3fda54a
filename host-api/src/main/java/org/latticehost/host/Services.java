package org.latticehost.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ErrorCode;

/** Chooses implementations: what the builder got, else the only one found, else an exception. */
final class Services {
    private Services() {}

    static <T> T only(
            String kind, @Nullable T given, Iterable<T> found, Function<T, String> name, String none, String several) {
        if (given != null) {
            return given;
        }
        List<T> all = new ArrayList<>();
        found.forEach(all::add);
        if (all.size() == 1) {
            return all.get(0);
        }
        throw new ConfigurationException(
                ErrorCode.NO_IMPLEMENTATION,
                all.isEmpty()
                        ? "no " + kind + " found; " + none
                        : "several " + kind + "s found "
                                + all.stream().map(name).sorted().toList() + "; " + several);
    }
}
