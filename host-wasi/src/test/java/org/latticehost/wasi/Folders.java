package org.latticehost.wasi;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitFlags;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;

/** Shorthand for a guest that uses one granted folder. */
final class Folders {
    static final String TYPES = "wasi:filesystem/types#";
    static final String METHOD = TYPES + "[method]descriptor.";

    private final FakeGuest guest;
    private final Object root;

    private Folders(FakeGuest guest) throws Exception {
        this.guest = guest;
        List<?> all = (List<?>) guest.get("wasi:filesystem/preopens#get-directories");
        this.root = ((List<?>) all.get(0)).get(0);
    }

    static Folders writable(FakeGuest guest, Path folder) throws Exception {
        return new Folders(guest.grants(
                ComponentGrants.builder().writableFolder(folder, "/data").build()));
    }

    static Folders readOnly(FakeGuest guest, Path folder) throws Exception {
        return new Folders(guest.grants(
                ComponentGrants.builder().readOnlyFolder(folder, "/data").build()));
    }

    Object root() {
        return root;
    }

    /** Calls a method of a descriptor; gives {@code ok}, the payload, or {@code err(code)} as text. */
    Object call(String method, Object... args) throws Exception {
        WitResult result = (WitResult) guest.get(METHOD + method, args);
        if (!result.isOk()) {
            return result.toString();
        }
        Object payload = result.payload();
        return payload == null ? "ok" : payload;
    }

    /** Opens following links. */
    Object open(Object folder, String path, String open, String flags) throws Exception {
        return call("open-at", folder, follow(), path, flags("open-flags", open), flags("descriptor-flags", flags));
    }

    Object open(String path, String open, String flags) throws Exception {
        return open(root, path, open, flags);
    }

    Object openWithoutFollowing(String path, String open, String flags) throws Exception {
        return call(
                "open-at",
                root,
                flags("path-flags", ""),
                path,
                flags("open-flags", open),
                flags("descriptor-flags", flags));
    }

    static WitFlags follow() {
        return flags("path-flags", "symlink-follow");
    }

    static WitFlags flags(String type, String labels) {
        WitType.FlagsOf of = (WitType.FlagsOf) FakeGuest.type("wasi:filesystem/types", type);
        return WitFlags.of(of, labels.isEmpty() ? List.of() : List.of(labels.split(" ")));
    }

    static WitEnum normalAdvice() {
        return WitEnum.of((WitType.EnumOf) FakeGuest.type("wasi:filesystem/types", "advice"), "normal");
    }

    static boolean failed(@Nullable Object answer) {
        return answer instanceof String text && text.startsWith("err");
    }
}
