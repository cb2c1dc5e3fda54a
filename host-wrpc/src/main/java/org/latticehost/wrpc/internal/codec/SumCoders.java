package org.latticehost.wrpc.internal.codec;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;

/** Coders of options, results, variants and enums. */
final class SumCoders {
    private SumCoders() {}

    static Coder option(Coder some) {
        return new SumCoder("an option", true, null, some) {
            @Override
            int caseOf(Object value) {
                return ((Optional<?>) value).isPresent() ? 1 : 0;
            }

            @Override
            @Nullable Object payloadOf(Object value) {
                return ((Optional<?>) value).orElse(null);
            }

            @Override
            Object make(int index, @Nullable Object payload) {
                return Optional.ofNullable(payload);
            }

            @Override
            String caseName(int index) {
                return index == 0 ? "none" : "some";
            }
        };
    }

    static Coder result(@Nullable Coder ok, @Nullable Coder err) {
        return new SumCoder("a result", true, ok, err) {
            @Override
            int caseOf(Object value) {
                return ((WitResult) value).isOk() ? 0 : 1;
            }

            @Override
            @Nullable Object payloadOf(Object value) {
                return ((WitResult) value).payload();
            }

            @Override
            Object make(int index, @Nullable Object payload) {
                return index == 0 ? WitResult.ok(payload) : WitResult.err(payload);
            }

            @Override
            String caseName(int index) {
                return index == 0 ? "ok" : "err";
            }
        };
    }

    static Coder variant(WitType.VariantOf type, @Nullable Coder[] payloads) {
        return new SumCoder("a variant", false, payloads) {
            @Override
            int caseOf(Object value) {
                return ((WitVariant) value).index();
            }

            @Override
            @Nullable Object payloadOf(Object value) {
                return ((WitVariant) value).payload();
            }

            @Override
            Object make(int index, @Nullable Object payload) {
                return WitVariant.of(type, index, payload);
            }

            @Override
            String caseName(int index) {
                return type.cases().get(index).name();
            }
        };
    }

    static Coder labels(WitType.EnumOf type) {
        WitEnum[] all = new WitEnum[type.labels().size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = WitEnum.of(type, i);
        }
        return new SumCoder("an enum", false, new @Nullable Coder[all.length]) {
            @Override
            int caseOf(Object value) {
                return ((WitEnum) value).index();
            }

            @Override
            @Nullable Object payloadOf(Object value) {
                return null;
            }

            @Override
            Object make(int index, @Nullable Object payload) {
                return Objects.requireNonNull(all[index]);
            }

            @Override
            String caseName(int index) {
                return all[index].label();
            }
        };
    }
}
