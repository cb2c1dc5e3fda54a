package org.latticehost.component.internal.validate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.binary.RawCanonOption;
import org.latticehost.component.internal.model.CanonOptions;
import org.latticehost.component.internal.model.StringEncoding;
import org.latticehost.component.internal.types.TypeException;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreValueType;

/** Options of canonical definitions: that none comes twice, and what they refer to. */
final class CanonOptionRules {
    private static final CoreFuncType REALLOC = new CoreFuncType(
            List.of(CoreValueType.I32, CoreValueType.I32, CoreValueType.I32, CoreValueType.I32),
            List.of(CoreValueType.I32));
    private static final int ABSENT = -1;

    private CanonOptionRules() {}

    static CanonOptions read(Scope scope, List<RawCanonOption> options) {
        StringEncoding encoding = null;
        int memory = ABSENT;
        int realloc = ABSENT;
        int postReturn = ABSENT;
        for (RawCanonOption option : options) {
            switch (option.kind()) {
                case UTF8 -> encoding = encoding(encoding, StringEncoding.UTF8);
                case UTF16 -> encoding = encoding(encoding, StringEncoding.UTF16);
                case LATIN1_UTF16 -> encoding = encoding(encoding, StringEncoding.LATIN1_UTF16);
                case MEMORY -> memory = once(memory, option, "memory");
                case REALLOC -> realloc = once(realloc, option, "realloc");
                case POST_RETURN -> postReturn = once(postReturn, option, "post-return");
            }
        }
        if (memory != ABSENT) {
            checkMemory(scope, memory);
        }
        if (realloc != ABSENT) {
            if (memory == ABSENT) {
                throw new TypeException("canonical option `realloc` requires `memory` to also be specified");
            }
            if (!scope.coreFunc(realloc).equals(REALLOC)) {
                throw new TypeException("canonical option `realloc` uses a core function with an incorrect signature");
            }
        }
        return new CanonOptions(encoding == null ? StringEncoding.UTF8 : encoding, memory, realloc, postReturn);
    }

    private static StringEncoding encoding(@Nullable StringEncoding before, StringEncoding now) {
        if (before != null) {
            throw new TypeException("canonical encoding option `" + before + "` conflicts with option `" + now + "`");
        }
        return now;
    }

    private static int once(int before, RawCanonOption option, String name) {
        if (before != ABSENT) {
            throw new TypeException("canonical option `" + name + "` is specified more than once");
        }
        return option.index();
    }

    private static void checkMemory(Scope scope, int index) {
        CoreExternType.Memory memory = (CoreExternType.Memory) Scope.at(scope.coreMemories, index, "memory");
        if (memory.memory64()) {
            throw new TypeException("canonical option `memory` refers to a 64-bit memory");
        }
        if (memory.shared()) {
            throw new TypeException("mismatch in the shared flag for memories: a canonical memory is not shared");
        }
    }

    static void needMemory(CanonOptions options) {
        if (options.memory() == ABSENT) {
            throw new TypeException("canonical option `memory` is required");
        }
    }

    static void needRealloc(CanonOptions options) {
        needMemory(options);
        if (options.realloc() == ABSENT) {
            throw new TypeException("canonical option `realloc` is required");
        }
    }
}
