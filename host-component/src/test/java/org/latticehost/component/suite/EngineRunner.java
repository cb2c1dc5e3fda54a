package org.latticehost.component.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.link.HostImports;
import org.latticehost.component.internal.model.ComponentDef;
import org.latticehost.component.internal.runtime.LoadedComponent;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.GuestTrapException;
import org.latticehost.host.spi.CompiledComponent;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.spi.LinkOptions;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.host.spi.WasmRuntime;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitValues;

/** Runs the commands of one script on an engine; what it instantiates lives until it is closed. */
final class EngineRunner extends SuiteRunner implements AutoCloseable {
    private static final TestInvocation INVOCATION = new TestInvocation();

    private final WasmRuntime runtime;
    private final LinkOptions options =
            LinkOptions.builder().offer(new Shelf().asInterface()).build();
    private final Map<String, CompiledComponent> definitions = new HashMap<>();
    private final Map<String, Live> instances = new HashMap<>();
    private final List<Runnable> open = new ArrayList<>();
    private @Nullable Live current;

    private record Live(LinkedComponent component, ComponentInstance instance) {}

    /** The answer of a call that did not trap. */
    private record Answer(
            ExportedFunction function, @Nullable Object value) {}

    EngineRunner(WasmRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    void forget() {
        current = null;
    }

    @Override
    Outcome define(SuiteCommand command, ComponentDef definition) {
        CompiledComponent component = compile(command);
        String name = command.json().path("name").asText(null);
        if (name != null) {
            definitions.put(name, component);
        }
        if (command.type().equals("component")) {
            current = start(component);
            if (name != null) {
                instances.put(name, current);
            }
        }
        return Outcome.PASS;
    }

    @Override
    Outcome accepted(SuiteCommand command, byte[] bytes) {
        try {
            runtime.compile(bytes, Optional.empty()).close();
            return super.accepted(command, bytes);
        } catch (ComponentLoadException expected) {
            return Outcome.PASS;
        }
    }

    @Override
    Outcome execute(SuiteCommand command) {
        return switch (command.type()) {
            case "instantiate" -> instantiate(command);
            case "action", "assert_return" -> withInstance(command, this::assertReturn);
            case "assert_trap" -> withInstance(command, this::assertTrap);
            case "assert_trap_instantiate" -> assertTrapAtStart(command);
            default -> Outcome.fail("unknown command");
        };
    }

    private CompiledComponent compile(SuiteCommand command) {
        CompiledComponent component = runtime.compile(command.binary().orElseThrow(), Optional.empty());
        open.add(component::close);
        return component;
    }

    private Live start(CompiledComponent component) {
        HostImports host = new HostImports(options.interfaces(), List.of(), options.fallback());
        LinkedComponent linked = ((LoadedComponent) component).link(options, new StubbedImports(host));
        ComponentInstance instance = linked.instantiate(INVOCATION);
        open.add(instance::close);
        return new Live(linked, instance);
    }

    private Outcome instantiate(SuiteCommand command) {
        String name = command.json().get("definition").asText();
        CompiledComponent definition = definitions.get(name);
        if (definition == null) {
            return leaveOut(command, "its component " + whyLeftOut(name));
        }
        current = start(definition);
        instances.put(command.json().get("instance").asText(), current);
        return Outcome.PASS;
    }

    private Outcome assertTrapAtStart(SuiteCommand command) {
        try {
            start(compile(command));
            return Outcome.fail("no trap");
        } catch (GuestTrapException expected) {
            return Outcome.PASS;
        }
    }

    private interface Check {
        Outcome run(SuiteCommand command, Live live);
    }

    private Outcome withInstance(SuiteCommand command, Check check) {
        String name = command.json().get("action").path("instance").asText(null);
        Live live = name == null ? current : instances.get(name);
        return live == null ? Outcome.skip(whyLeftOut(name)) : check.run(command, live);
    }

    private static Answer call(SuiteCommand command, Live live) {
        JsonNode action = command.json().get("action");
        String field = action.get("field").asText();
        ExportedFunction function =
                live.component.export("", field).orElseThrow(() -> new IllegalStateException("no export " + field));
        List<WitType.Field> params = function.type().params();
        Object[] args = new Object[params.size()];
        for (int i = 0; i < args.length; i++) {
            args[i] = SuiteValues.parse(params.get(i).type(), action.get("args").get(i));
        }
        return new Answer(function, live.instance.call(INVOCATION, function, args));
    }

    private Outcome assertReturn(SuiteCommand command, Live live) {
        Answer answer = call(command, live);
        JsonNode expected = command.json().path("expected").get(0);
        Object wanted = expected == null
                ? null
                : SuiteValues.parse(answer.function.type().result().orElseThrow(), expected);
        return WitValues.equal(wanted, answer.value)
                ? Outcome.PASS
                : Outcome.fail("wants " + WitValues.text(wanted) + ", got " + WitValues.text(answer.value));
    }

    /** Texts are those of another runtime: ours must hold them where the trap is one of the component level. */
    private Outcome assertTrap(SuiteCommand command, Live live) {
        try {
            return Outcome.fail("no trap but " + WitValues.text(call(command, live).value));
        } catch (GuestTrapException trap) {
            String wanted = command.text().replace("wasm trap: ", "");
            return !trap.kind().equals("component")
                            || String.valueOf(trap.getMessage()).contains(wanted)
                    ? Outcome.PASS
                    : Outcome.fail("wants a trap '" + wanted + "', got '" + trap.getMessage() + "'");
        }
    }

    @Override
    public void close() {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).run();
        }
    }
}
