package org.latticehost.component.internal.binary;

import java.util.List;

/** Receives the definitions of a component in binary order. Offsets are in the outermost binary. */
public interface ComponentSink {
    /** A nested component begins, or the outermost one; definitions go to it until {@link #endComponent}. */
    void beginComponent(int offset);

    /** The innermost component ends and becomes a definition of the one around it. */
    void endComponent(int offset);

    void coreModule(RawCoreModule module, int offset);

    void coreInstantiate(int module, List<RawArg> args, int offset);

    void coreBundle(List<RawArg> items, int offset);

    void coreType(RawCoreType type, int offset);

    void instantiate(int component, List<RawArg> args, int offset);

    void bundle(List<RawExport> items, int offset);

    void alias(RawAlias alias, int offset);

    void type(RawType type, int offset);

    void canon(RawCanon canon, int offset);

    void importItem(RawImport item);

    void exportItem(RawExport item);
}
