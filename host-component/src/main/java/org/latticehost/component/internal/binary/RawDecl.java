package org.latticehost.component.internal.binary;

/** A declaration in a component type or instance type. */
public sealed interface RawDecl {
    int offset();

    record CoreTypeDecl(RawCoreType type, int offset) implements RawDecl {}

    record TypeDecl(RawType type, int offset) implements RawDecl {}

    record AliasDecl(RawAlias alias, int offset) implements RawDecl {}

    record ImportDecl(RawImport of) implements RawDecl {
        @Override
        public int offset() {
            return of.offset();
        }
    }

    record ExportDecl(String name, RawExtern type, int offset) implements RawDecl {}
}
