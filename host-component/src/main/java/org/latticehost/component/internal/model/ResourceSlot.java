package org.latticehost.component.internal.model;

import java.util.List;
import java.util.OptionalInt;
import org.latticehost.host.wit.ResourceType;

/**
 * One entry of a component's table of resource types: how the run-time resource type of an instance is found.
 *
 * <p>The linker fills an instance's array while it runs the steps: right after step {@link #step()} it fills the slots
 * that name this step, in slot order. Slots are sorted by step, so one running position suffices.
 *
 * <ul>
 *   <li>{@link Defined}: make a new run-time resource type that belongs to this instance and calls the destructor.
 *   <li>{@link Imported}: take it from the value supplied for import {@code importIndex}: with an empty path the value is
 *       the resource type itself, otherwise walk the exports of the supplied instance by the names of the path; the last
 *       is the resource type. (A supplied instance may have more exports than asked for and in another order, hence names;
 *       a linker that plans ahead resolves them once.)
 *   <li>{@link OfInstance}: the same walk from an instance of this component's instance space: a resource type that a
 *       nested component made, or one seen through an ascribed export.
 *   <li>{@link SameAs}: copy of an earlier slot: the resource type of an ascribed export is another abstract type to the
 *       type checker, but the same one at run time.
 * </ul>
 */
public sealed interface ResourceSlot {

    /** The abstract resource type that stands for this slot in types. */
    ResourceType type();

    /** The index in {@link ComponentDef#steps} after which this slot is filled. */
    int step();

    /**
     * Defined by this component.
     *
     * @param destructor index in the core function space; its type is {@code (i32)}
     */
    record Defined(ResourceType type, int step, OptionalInt destructor) implements ResourceSlot {}

    /** Supplied from outside. */
    record Imported(ResourceType type, int step, int importIndex, List<String> path) implements ResourceSlot {
        public Imported {
            path = List.copyOf(path);
        }
    }

    /** Exported by an instance; the path has at least one name. */
    record OfInstance(ResourceType type, int step, int instance, List<String> path) implements ResourceSlot {
        public OfInstance {
            path = List.copyOf(path);
        }
    }

    /** Another abstract type for an earlier slot. */
    record SameAs(ResourceType type, int step, int slot) implements ResourceSlot {}
}
