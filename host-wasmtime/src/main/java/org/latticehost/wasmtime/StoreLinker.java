package org.latticehost.wasmtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.component.spi.CoreTrapException;

/**
 * Links the instances of a store by name, and remembers how, so that it can be done again in a new native store: memories
 * and tables of Wasmtime never shrink, so a store whose memory has grown is put back by making it anew.
 */
final class StoreLinker implements AutoCloseable {
    /** A module under a name; {@code computes} if it has to run before it is as it was made. */
    private record Link(String name, ModuleHandle module, boolean computes) {}

    private final WasmtimeStore store;
    private final WasmtimeEngine engine;
    private final CoreStoreLimits limits;
    private final long maxPages;
    private final StoreContent content;
    private final List<Link> links = new ArrayList<>();
    private @Nullable NativeStore current;
    private boolean hasHostFunctions;
    private int stubModules;

    StoreLinker(WasmtimeStore store, WasmtimeEngine engine, CoreStoreLimits limits) {
        this.store = store;
        this.engine = engine;
        this.limits = limits;
        this.maxPages = BinderModule.maxPages(limits, engine.maxMemoryBytes());
        this.content = new StoreContent(limits);
    }

    /** The native store, made when first needed. */
    NativeStore current() {
        NativeStore made = current;
        if (made == null) {
            made = engine.newNativeStore(store::dispatch);
            current = made;
        }
        return made;
    }

    List<WasmtimeExtern> check(WasmtimeModule module, CoreExtern[] imports) {
        List<ModuleLayout.Import> wanted = module.layout().imports;
        if (imports.length != wanted.size()) {
            throw new IllegalArgumentException(
                    "the module has " + wanted.size() + " imports, given were " + imports.length);
        }
        List<WasmtimeExtern> given = new ArrayList<>();
        for (int i = 0; i < imports.length; i++) {
            if (!(imports[i] instanceof WasmtimeExtern extern) || extern.store() != store) {
                throw new IllegalArgumentException("import " + i + " is not of this store");
            }
            if (extern.type().kind() != wanted.get(i).kind()) {
                throw new IllegalArgumentException(
                        "import " + i + " is a " + extern.type().kind() + ", wanted is a "
                                + wanted.get(i).kind());
            }
            given.add(extern);
        }
        return given;
    }

    WasmtimeInstance instantiate(WasmtimeModule module, List<WasmtimeExtern> imports) {
        ModuleLayout layout = module.layout();
        content.checkRoomFor(layout);
        int variant = content.count(module);
        try {
            makeStubs(imports);
            if (BinderModule.isNeeded(layout)) {
                byte[] binder = BinderModule.generate(module.bytes(), layout, imports, limits, maxPages);
                link(module.binderName(variant), engine.shims().acquire(binder), false);
            }
            link(module.instanceName(variant), module.acquire(variant), layout.computes());
        } catch (CoreTrapException | IllegalStateException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Traps.of(e);
        }
        WasmtimeInstance made = new WasmtimeInstance(store, module, variant, imports);
        content.add(made);
        return made;
    }

    private void link(String name, ModuleHandle module, boolean computes) {
        links.add(new Link(name, module, computes));
        current().link(name, module);
    }

    private void makeStubs(List<WasmtimeExtern> imports) {
        List<Shims.Stub> stubs = new ArrayList<>();
        String name = "h" + stubModules;
        for (WasmtimeExtern extern : imports) {
            if (extern instanceof HostFunction function && !function.isLinked()) {
                function.linkedAs(new Shims.Name(name, Integer.toString(stubs.size())));
                stubs.add(new Shims.Stub(function.id, function.funcType()));
            }
        }
        if (!stubs.isEmpty()) {
            stubModules++;
            hasHostFunctions = true;
            current().needDispatch();
            link(name, engine.shims().acquire(Shims.stubs(stubs)), false);
        }
    }

    long memoryBytes() {
        return content.memoryBytes();
    }

    WasmtimeSnapshot snapshot(boolean ranGuest) {
        if (ranGuest && content.hidesState()) {
            throw new UnsupportedOperationException(
                    "guest code may have changed tables or dropped segments, which cannot be saved");
        }
        return content.snapshot(store, current());
    }

    void restore(WasmtimeSnapshot saved) {
        if (!content.isOf(saved)) {
            throw new IllegalArgumentException("instances were made since the snapshot");
        }
        if (!content.fits(saved)) {
            makeAnew();
        }
        content.restore(saved, current());
    }

    private void makeAnew() {
        NativeStore old = current();
        content.forget();
        NativeStore made = engine.newNativeStore(store::dispatch);
        current = made;
        old.close();
        if (hasHostFunctions) {
            made.needDispatch();
        }
        for (Link link : links) {
            made.link(link.name(), link.module());
            if (link.computes()) {
                made.run(new Shims.Name(link.name(), ComputedConstants.INITIALISER));
            }
        }
    }

    @Override
    public void close() {
        NativeStore made = current;
        content.forget();
        current = null;
        if (made != null) {
            made.close();
        }
        links.forEach(link -> link.module().release());
        links.clear();
    }
}
