package org.latticehost.wasi.internal.http;

import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitValues;
import org.latticehost.host.wit.WitVariant;
import org.latticehost.wasi.internal.io.IoError;
import org.latticehost.wasi.internal.store.Declarations;

/** {@code error-code} values and the exceptions that stand for them. */
final class ErrorCodes {
    private static final WitType.VariantOf TYPE =
            (WitType.VariantOf) Declarations.of("wasi:http/types@0.2.6").type("error-code");
    private static final String INTERNAL = "internal-error";

    private ErrorCodes() {}

    /** The guest's form. */
    static WitVariant toWit(HttpErrorException e) {
        int index = TYPE.indexOf(e.errorCode());
        if (index < 0) {
            return WitVariant.of(TYPE, INTERNAL, Optional.of(e.errorCode()));
        }
        return WitVariant.of(TYPE, index, payload(TYPE.cases().get(index).payload(), e.payload()));
    }

    /** The host's form. */
    static HttpErrorException fromWit(WitVariant code) {
        return new HttpErrorException(code.name(), code.payload(), "the guest answered with " + code, null);
    }

    static HttpErrorException internal(String message) {
        return new HttpErrorException(INTERNAL, Optional.of(message), message, null);
    }

    static HttpErrorException of(String errorCode, String message) {
        return new HttpErrorException(errorCode, null, message, null);
    }

    /** A body was not as long as its content-length said. */
    static HttpErrorException bodySize(boolean request, long bytes, String message) {
        return new HttpErrorException(
                request ? "HTTP-request-body-size" : "HTTP-response-body-size", Optional.of(bytes), message, null);
    }

    /** What a guest learns of a broken body: the error code if the breaker gave one. */
    static HttpErrorException ofBrokenBody(Throwable why) {
        return why instanceof HttpErrorException e ? e : of("connection-terminated", "the body broke off");
    }

    /** The stream error of a broken body. */
    static IoError ioError(Throwable why) {
        HttpErrorException e = ofBrokenBody(why);
        return new IoError(toWit(e).toString(), e);
    }

    private static @Nullable Object payload(Optional<WitType> type, Optional<Object> given) {
        if (type.isEmpty()) {
            return null;
        }
        if (given.isPresent()) {
            try {
                WitValues.check(type.get(), given.get());
                return given.get();
            } catch (IllegalArgumentException e) {
                // A provider's payload of another shape: the code alone still tells what matters.
                return blank(type.get());
            }
        }
        return blank(type.get());
    }

    /** All payloads are options, or records of options. */
    private static Object blank(WitType type) {
        return type instanceof WitType.RecordOf fields
                ? WitRecord.of(
                        fields,
                        Collections.nCopies(fields.fields().size(), Optional.empty())
                                .toArray())
                : Optional.empty();
    }
}
