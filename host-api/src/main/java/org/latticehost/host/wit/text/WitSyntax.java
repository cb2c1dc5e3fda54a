package org.latticehost.host.wit.text;

import java.util.List;
import java.util.Optional;

/** The syntax tree: what a text says, before names are resolved. */
final class WitSyntax {
    private WitSyntax() {}

    /** {@code namespace:name@version}. */
    record PackageName(String namespace, String name, Optional<String> version) {
        @Override
        public String toString() {
            return namespace + ":" + name + version.map(v -> "@" + v).orElse("");
        }
    }

    /** The interfaces that one text declares for one package. */
    record PackageText(PackageName name, List<Interface> interfaces, List<TopUse> uses) {}

    /** {@code use path as alias;} beside the interfaces. */
    record TopUse(Path path, String as) {}

    /** The name of an interface: of this package if {@code pkg} is empty. */
    record Path(Optional<PackageName> pkg, String name, Position at) {}

    record Interface(String name, List<Use> uses, List<TypeItem> types, List<Func> functions, Position at) {}

    /** {@code use path.{name as as, ...};}. */
    record Use(Path path, List<UsedName> names) {}

    record UsedName(String name, String as, Position at) {}

    /** A named type. */
    sealed interface TypeItem {
        String name();

        Position at();
    }

    record Alias(String name, TypeExpr type, Position at) implements TypeItem {}

    record RecordItem(String name, List<Member> fields, Position at) implements TypeItem {}

    record Variant(String name, List<Member> cases, Position at) implements TypeItem {}

    /** An enum or flags. */
    record Labels(String name, boolean flags, List<Member> labels, Position at) implements TypeItem {}

    record Resource(String name, List<Func> functions, Position at) implements TypeItem {}

    /** A field, case, label or parameter; a case or label may be without a type. */
    record Member(String name, Optional<TypeExpr> type, Position at) {}

    /** A use of a type: a name with arguments. {@code _} stands as an argument of {@code result}. */
    record TypeExpr(String name, boolean escaped, List<TypeExpr> args, Position at) {}

    enum FuncKind {
        FREE,
        METHOD,
        STATIC,
        CONSTRUCTOR
    }

    record Func(String name, FuncKind kind, List<Member> params, Optional<TypeExpr> result, Position at) {}
}
