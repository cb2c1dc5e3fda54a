package org.latticehost.component.internal.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.latticehost.component.internal.abi.CodecCompiler;
import org.latticehost.component.spi.CoreModuleSource;
import org.latticehost.component.spi.CoreModuleType;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.wit.ResourceType;

/** Collects a plan: hands out slots and takes actions. Confined to one thread. */
final class PlanBuilder {
    /** A component may instantiate another twice, and that one a third: the product must stay small. */
    private static final int MAX_INSTANCES = 1_000;

    private static final int MAX_FUNCTIONS = 100_000;

    final CodecCompiler codecs = CodecCompiler.create();
    private final List<Action> actions = new ArrayList<>();
    private final List<CoreModuleSource> modules = new ArrayList<>();
    private final Map<String, Integer> moduleIndexes = new HashMap<>();
    private final Map<CoreModuleType, Map<String, Integer>> exportPositions = new IdentityHashMap<>();
    private final Map<ResourceType, Integer> hostResources = new IdentityHashMap<>();
    private int coreInstances;
    private int made;
    private int late;
    private int lifted;
    private int instances;
    private int resources;

    void add(Action action) {
        actions.add(action);
    }

    int module(CoreModuleSource source) {
        return moduleIndexes.computeIfAbsent(source.sha256(), key -> {
            modules.add(source);
            return modules.size() - 1;
        });
    }

    /** The position of an export that is there. */
    int exportPosition(CoreModuleType type, String name) {
        Map<String, Integer> positions = exportPositions.computeIfAbsent(type, key -> {
            Map<String, Integer> made = new HashMap<>();
            for (int i = 0; i < key.exports().size(); i++) {
                made.put(key.exports().get(i).name(), i);
            }
            return made;
        });
        return Objects.requireNonNull(positions.get(name), name);
    }

    int newCoreInstance() {
        coreInstances = limited(coreInstances, MAX_INSTANCES, "core instances");
        return coreInstances - 1;
    }

    int newInstance(int parent) {
        instances = limited(instances, MAX_INSTANCES, "component instances");
        actions.add(new Action.NewInstance(instances - 1, parent));
        return instances - 1;
    }

    int newFunction() {
        made = limited(made, MAX_FUNCTIONS, "functions for core modules");
        return made - 1;
    }

    /** For a function that gets its body later; it is one of {@link #newFunction} too. */
    int newLate() {
        return late++;
    }

    int newLifted() {
        lifted = limited(lifted, MAX_FUNCTIONS, "component functions");
        return lifted - 1;
    }

    int newResource() {
        resources = limited(resources, MAX_FUNCTIONS, "resource types");
        return resources - 1;
    }

    /** The number of a resource type of the host: one number per type object. */
    int hostResource(ResourceType type, Consumer<Object> destructor) {
        return hostResources.computeIfAbsent(type, key -> {
            int number = newResource();
            actions.add(new Action.HostResource(number, type, destructor));
            return number;
        });
    }

    private static int limited(int count, int max, String what) {
        if (count == max) {
            throw new ComponentLoadException(
                    ErrorCode.INVALID_COMPONENT,
                    "one instance of this component would have more than " + max + " " + what);
        }
        return count + 1;
    }

    Plan build(Map<String, Value> exports) {
        return new Plan(
                modules, actions, new Plan.Counts(coreInstances, made, late, lifted, instances, resources), exports);
    }
}
