package org.latticehost.core.internal.component;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The sessions that one instance has with instances of other components. Confined to one thread at a time. */
final class Sessions implements AutoCloseable {
    private final Map<Component, Session> sessions = new IdentityHashMap<>();

    /** The session with a component, begun when there is none. Blocks until the component has a permit. */
    Session with(Component component) throws InterruptedException {
        Session known = sessions.get(component);
        if (known == null) {
            known = component.session();
            sessions.put(component, known);
        }
        return known;
    }

    @Override
    public void close() {
        List<Session> all = new ArrayList<>(sessions.values());
        sessions.clear();
        all.forEach(Session::close);
    }
}
