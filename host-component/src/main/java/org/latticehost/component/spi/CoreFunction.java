package org.latticehost.component.spi;

/** A function of a store, of a guest or of the host. */
public interface CoreFunction extends CoreExtern {

    /** Its core type. */
    CoreFuncType funcType();

    @Override
    default CoreExternType type() {
        return new CoreExternType.Func(funcType());
    }

    /**
     * Calls it on this thread.
     *
     * @param args one raw value per parameter; the callee may keep or change the array
     * @return one raw value per result; an empty array for none
     * @throws CoreTrapException if the guest traps
     */
    long[] call(long... args);
}
