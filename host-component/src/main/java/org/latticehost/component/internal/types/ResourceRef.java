package org.latticehost.component.internal.types;

import org.latticehost.host.wit.ResourceType;

/** A definition of a resource type: several may name the same resource. */
public final class ResourceRef implements DefType {
    private final ResourceType resource;

    public ResourceRef(ResourceType resource) {
        this.resource = resource;
    }

    public ResourceType resource() {
        return resource;
    }

    @Override
    public ResourceRef copy() {
        return new ResourceRef(resource);
    }

    @Override
    public long weight() {
        return 1;
    }

    @Override
    public int depth() {
        return 1;
    }

    @Override
    public boolean mentionsResources() {
        return true;
    }

    @Override
    public String describe() {
        return "resource";
    }
}
