package org.latticehost.providers.keyvalue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.BindingException;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;

/** The functions of {@code wrpc:keyvalue}, whose buckets are names, on a store that is looked up at each call. */
final class KeyValueFunctions {
    private final Supplier<KeyValueStore> store;

    private KeyValueFunctions(Supplier<KeyValueStore> store) {
        this.store = store;
    }

    /** What a function does, without its errors. */
    private interface Operation {
        @Nullable Object on(KeyValueStore store, Object[] args);
    }

    static HostInterface of(WitInterface wanted, Supplier<KeyValueStore> store) {
        KeyValueFunctions functions = new KeyValueFunctions(store);
        HostInterface.Builder builder = HostInterface.builder(wanted);
        wanted.functions().forEach((name, type) -> builder.function(name, functions.function(name, type)));
        return builder.build();
    }

    private HostFunction function(String name, FunctionType type) {
        Operation operation = switch (name) {
            case "get" -> (at, args) -> at.get(bucket(args), key(args));
            case "set" -> KeyValueFunctions::set;
            case "delete" -> KeyValueFunctions::delete;
            case "exists" -> (at, args) -> at.exists(bucket(args), key(args));
            case "list-keys" -> listKeys(type);
            case "increment" -> (at, args) -> at.increment(bucket(args), key(args), (Long) args[2]);
            case "get-many" -> KeyValueFunctions::getMany;
            case "set-many" -> KeyValueFunctions::setMany;
            case "delete-many" -> KeyValueFunctions::deleteMany;
            default -> throw new BindingException("wrpc:keyvalue has no function '" + name + "' that is known here");
        };
        WitType.VariantOf error = error(type);
        return (call, args) -> {
            try {
                return WitResult.ok(operation.on(store.get(), args));
            } catch (KeyValueException e) {
                return WitResult.err(error(error, e));
            }
        };
    }

    private static String bucket(Object[] args) {
        return (String) args[0];
    }

    private static String key(Object[] args) {
        return (String) args[1];
    }

    private static @Nullable Object set(KeyValueStore store, Object[] args) {
        store.set(bucket(args), key(args), (byte[]) args[2]);
        return null;
    }

    private static @Nullable Object delete(KeyValueStore store, Object[] args) {
        store.delete(bucket(args), key(args));
        return null;
    }

    private static Operation listKeys(FunctionType type) {
        WitType.RecordOf page = (WitType.RecordOf)
                ((WitType.ResultOf) type.result().orElseThrow()).ok().orElseThrow();
        return (store, args) -> {
            OptionalLong cursor = args[1] instanceof Optional<?> some && some.isPresent()
                    ? OptionalLong.of((Long) some.get())
                    : OptionalLong.empty();
            KeyValueStore.KeyPage keys = store.listKeys(bucket(args), cursor);
            Optional<Long> next =
                    keys.cursor().isPresent() ? Optional.of(keys.cursor().getAsLong()) : Optional.empty();
            return WitRecord.of(page, keys.keys(), next);
        };
    }

    @SuppressWarnings("unchecked") // list<string>
    private static List<String> strings(Object value) {
        return (List<String>) value;
    }

    private static Object getMany(KeyValueStore store, Object[] args) {
        List<String> keys = strings(args[1]);
        List<Optional<byte[]>> values = store.getMany(bucket(args), keys);
        List<Object> pairs = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            pairs.add(values.get(i).map(value -> List.of(key, value)));
        }
        return pairs;
    }

    private static @Nullable Object setMany(KeyValueStore store, Object[] args) {
        List<Map.Entry<String, byte[]>> entries = new ArrayList<>();
        for (Object pair : (List<?>) args[1]) {
            List<?> tuple = (List<?>) pair;
            entries.add(Map.entry((String) tuple.get(0), (byte[]) tuple.get(1)));
        }
        store.setMany(bucket(args), entries);
        return null;
    }

    private static @Nullable Object deleteMany(KeyValueStore store, Object[] args) {
        store.deleteMany(bucket(args), strings(args[1]));
        return null;
    }

    private static WitType.VariantOf error(FunctionType type) {
        return (WitType.VariantOf)
                ((WitType.ResultOf) type.result().orElseThrow()).err().orElseThrow();
    }

    private static WitVariant error(WitType.VariantOf type, KeyValueException e) {
        return switch (e.kind()) {
            case NO_SUCH_STORE -> WitVariant.of(type, "no-such-store", null);
            case ACCESS_DENIED -> WitVariant.of(type, "access-denied", null);
            case OTHER -> WitVariant.of(type, "other", e.getMessage());
        };
    }
}
