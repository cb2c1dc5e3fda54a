package org.latticehost.component.internal.abi;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.host.wit.ResourceType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the instances of one store share: its resource types and the resources that Java and guests hold of each other. */
public final class StoreState {
    private static final Logger LOG = LoggerFactory.getLogger(StoreState.class);

    private final ResourceBinding[] resources;
    private final InstanceState[] instances;
    private final Consumer<Runnable> guard;
    final HostObjects hostObjects = new HostObjects();
    /** Guest resources that Java owns, oldest first. */
    final Set<GuestHandle> javaHandles = new LinkedHashSet<>();

    /**
     * @param resources number of resource types of the component graph
     * @param instances number of component instances
     * @param guard runs guest code on behalf of Java outside of a call: turns what it throws into what users see, and
     *     ends the store after a trap
     */
    public StoreState(int resources, int instances, Consumer<Runnable> guard) {
        this.resources = new ResourceBinding[resources];
        this.instances = new InstanceState[instances];
        this.guard = guard;
    }

    ResourceBinding resource(int index) {
        return resources[index];
    }

    void guarded(Runnable body) {
        guard.accept(body);
    }

    public InstanceState instance(int index) {
        return instances[index];
    }

    /**
     * @param parent index of the parent, -1 for the root
     */
    public void newInstance(int index, int parent) {
        instances[index] = new InstanceState(this, parent < 0 ? null : instances[parent]);
    }

    public void bindHost(int index, ResourceType type, Consumer<Object> destructor) {
        resources[index] = new HostResource(index, type, hostObjects, destructor);
    }

    public void bindGuest(int index, ResourceType type, int implementor, @Nullable CoreFunction destructor) {
        resources[index] = new GuestResource(index, type, instances[implementor], destructor);
    }

    /** Whether nobody holds a resource of another: only then a snapshot of the memories is the whole state. */
    public boolean holdsNothing() {
        for (InstanceState instance : instances) {
            if (!instance.handles.isEmpty()) {
                return false;
            }
        }
        return hostObjects.isEmpty() && javaHandles.isEmpty();
    }

    /** Forgets the handles; host resources that guests still hold are destroyed. Runs no guest code. */
    public void clear() {
        javaHandles.forEach(GuestHandle::invalidate);
        javaHandles.clear();
        for (InstanceState instance : instances) {
            if (instance != null) {
                instance.clear();
            }
        }
        hostObjects.drain(this::destroyLeftover);
    }

    private void destroyLeftover(int resource, Object object) {
        try {
            ((HostResource) resources[resource]).destroyObject(object);
        } catch (RuntimeException e) {
            LOG.warn("the destructor of {} failed while its instance was cleared", resources[resource].type, e);
        }
    }

    /** Drops the guest resources that Java still owns, the youngest first. Runs guest code. */
    public void closeJavaHandles() {
        List<GuestHandle> left = new ArrayList<>(javaHandles);
        for (int i = left.size() - 1; i >= 0; i--) {
            left.get(i).close();
        }
    }
}
