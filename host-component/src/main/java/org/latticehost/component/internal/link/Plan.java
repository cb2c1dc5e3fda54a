package org.latticehost.component.internal.link;

import java.util.List;
import java.util.Map;
import org.latticehost.component.spi.CoreModuleSource;

/** How to make an instance of a linked component. Immutable and thread-safe. */
public final class Plan {
    private final List<CoreModuleSource> modules;
    private final List<Action> actions;
    private final Counts counts;
    private final Map<String, Value> exports;

    Plan(List<CoreModuleSource> modules, List<Action> actions, Counts counts, Map<String, Value> exports) {
        this.modules = List.copyOf(modules);
        this.actions = List.copyOf(actions);
        this.counts = counts;
        this.exports = Map.copyOf(exports);
    }

    /** How many slots of each kind a run needs. */
    record Counts(int coreInstances, int made, int late, int lifted, int instances, int resources) {}

    /** The modules that are instantiated; a run gets them compiled, in this order. */
    public List<CoreModuleSource> modules() {
        return modules;
    }

    Counts counts() {
        return counts;
    }

    /** The exports of the component by name. */
    public Map<String, Value> exports() {
        return exports;
    }

    /** Carries the plan out; guest start functions run on this thread. */
    public void execute(Run run) {
        for (Action action : actions) {
            action.run(run);
        }
    }
}
