package org.latticehost.component.internal.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.latticehost.component.internal.model.ComponentDef;
import org.latticehost.component.internal.model.CoreRef;
import org.latticehost.component.internal.model.DefRef;
import org.latticehost.component.internal.model.ExternType;
import org.latticehost.component.internal.model.ResourceSlot;
import org.latticehost.component.internal.model.Sort;
import org.latticehost.component.internal.model.Step;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitType;

/** What the linker gets to see of a component. */
class ResolvedModelTest {

    private static ComponentDef read(String script) throws IOException {
        String path = "/fixtures/wat/" + script + "/0.wasm";
        try (InputStream in = Objects.requireNonNull(ResolvedModelTest.class.getResourceAsStream(path), path)) {
            return ComponentReader.read(in.readAllBytes());
        }
    }

    private static <T extends Step> List<T> steps(ComponentDef component, Class<T> kind) {
        return component.steps().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Test
    void resolvesImportsOfCoreModulesToPositions() throws IOException {
        ComponentDef outer = read("14-shim-fixup");
        ComponentDef inner = steps(outer, Step.Component.class).get(1).definition();
        Step.InstantiateModule main = steps(inner, Step.InstantiateModule.class).get(1);
        // The module's namespace is a bundle of aliases: imports resolve through it.
        assertThat(main.imports())
                .containsExactly(
                        new CoreRef.OfSpace(CoreExternKind.FUNC, 0), new CoreRef.OfSpace(CoreExternKind.FUNC, 1));
        assertThat(main.exact()).isTrue();
        assertThat(steps(inner, Step.AliasCoreExport.class).get(0).source())
                .isEqualTo(new CoreRef.OfInstance(CoreExternKind.FUNC, 0, 1, "0"));
    }

    @Test
    void countsExportsInTheIndexSpaces() throws IOException {
        ComponentDef component = read("14-shim-fixup");
        assertThat(component.exports().get(0).source()).isEqualTo(new DefRef(Sort.FUNC, 2));
        assertThat(component.exports().get(0).ref()).isEqualTo(new DefRef(Sort.FUNC, 3));
        assertThat(component.spaces().funcs()).isEqualTo(4);
    }

    @Test
    void givesSlotsToResourceTypesWhereverTheyComeFrom() throws IOException {
        ComponentDef outer = read("08-resources");
        ComponentDef owner = steps(outer, Step.Component.class).get(0).definition();
        ComponentDef user = steps(outer, Step.Component.class).get(1).definition();

        ResourceSlot.Defined defined = (ResourceSlot.Defined) owner.resources().get(0);
        assertThat(owner.steps().get(defined.step())).isEqualTo(new Step.Resource(0));
        assertThat(defined.destructor()).isEqualTo(OptionalInt.of(0));

        ResourceSlot.Imported imported =
                (ResourceSlot.Imported) user.resources().get(0);
        assertThat(imported.importIndex()).isZero();
        assertThat(imported.path()).containsExactly("counter");
        assertThat(user.steps().get(imported.step())).isEqualTo(new Step.Import(0));

        ResourceSlot.OfInstance made =
                (ResourceSlot.OfInstance) outer.resources().get(0);
        assertThat(made.instance()).isZero();
        assertThat(made.path()).containsExactly("counter");

        assertThat(List.of(defined.type(), imported.type(), made.type())).doesNotHaveDuplicates();
    }

    @Test
    void findsTheSlotOfEveryResourceInAFunctionType() throws IOException {
        ComponentDef user =
                steps(read("08-resources"), Step.Component.class).get(1).definition();
        Step.Lower take = steps(user, Step.Lower.class).get(2);
        ResourceType counter = ((WitType.Own) take.type().params().get(0).type()).resource();
        assertThat(user.slotOf(counter)).isZero();
    }

    @Test
    void describesImportsForTheHost() throws IOException {
        ComponentDef component = read("09-host-resource");
        assertThat(component.imports().get(0).name()).isEqualTo("fixture:host/shelf@1.2.0");
        ExternType.Instance shelf =
                (ExternType.Instance) component.imports().get(0).type();
        assertThat(shelf.type().exports())
                .anySatisfy(e -> assertThat(e.type()).isInstanceOf(ExternType.Resource.class))
                .anySatisfy(e -> assertThat(e.type()).isInstanceOf(ExternType.Func.class));
    }

    @Test
    void makesAnAbstractTypeOfAnAscribedResourceThatIsTheSameAtRunTime() {
        BinaryText resource = new BinaryText().u32(1).bytes(0x3f, 0x7f, 0);
        BinaryText exports = new BinaryText().u32(2);
        exports.externName("r1").bytes(3).u32(0).bytes(0);
        exports.externName("r2").bytes(3).u32(0).bytes(1, 3, 1);
        ComponentDef component = ComponentReader.read(
                BinaryText.component().section(7, resource).section(11, exports).toBytes());
        assertThat(component.resources()).hasSize(2);
        assertThat(component.resources().get(1))
                .isInstanceOfSatisfying(
                        ResourceSlot.SameAs.class,
                        same -> assertThat(same.slot()).isZero());
        assertThat(component.exports().get(1).ref()).isEqualTo(new DefRef(Sort.TYPE, 1));
    }
}
