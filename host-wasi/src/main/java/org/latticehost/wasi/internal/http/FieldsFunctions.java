package org.latticehost.wasi.internal.http;

import java.util.List;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;

/** The functions of the resource {@code fields}. */
final class FieldsFunctions {
    private final WitType.VariantOf headerError;

    FieldsFunctions(WitType.VariantOf headerError) {
        this.headerError = headerError;
    }

    void register(HostInterface.Builder b) {
        b.function("[constructor]fields", (call, args) -> Fields.create())
                .function("[static]fields.from-list", (call, args) -> fromList((List<?>) args[0]))
                .function("[method]fields.get", (call, args) -> ((Fields) args[0]).get((String) args[1]))
                .function("[method]fields.has", (call, args) -> ((Fields) args[0]).has((String) args[1]))
                .function("[method]fields.set", changing((f, args) -> f.set((String) args[1], values(args[2]))))
                .function("[method]fields.delete", changing((f, args) -> f.delete((String) args[1])))
                .function("[method]fields.append", changing((f, args) -> f.append((String) args[1], (byte[]) args[2])))
                .function("[method]fields.entries", (call, args) -> ((Fields) args[0]).entries())
                .function("[method]fields.clone", (call, args) -> ((Fields) args[0]).copy());
    }

    private WitResult fromList(List<?> entries) {
        Fields fields = Fields.create();
        try {
            for (Object entry : entries) {
                List<?> pair = (List<?>) entry;
                fields.append((String) pair.get(0), (byte[]) pair.get(1));
            }
        } catch (HeaderFailure e) {
            return failed(e);
        }
        return WitResult.ok(fields);
    }

    private HostFunction changing(Change change) {
        return (call, args) -> {
            try {
                change.apply((Fields) args[0], args);
            } catch (HeaderFailure e) {
                return failed(e);
            }
            return WitResult.ok();
        };
    }

    private WitResult failed(HeaderFailure e) {
        return WitResult.err(WitVariant.of(headerError, e.wit(), null));
    }

    private static List<byte[]> values(Object list) {
        return ((List<?>) list).stream().map(v -> (byte[]) v).toList();
    }

    @FunctionalInterface
    private interface Change {
        void apply(Fields fields, Object[] args) throws HeaderFailure;
    }
}
