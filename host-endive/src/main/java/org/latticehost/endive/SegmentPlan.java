package org.latticehost.endive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;
import run.endive.runtime.GlobalInstance;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;

/**
 * What active segments do to a new instance. Data whose place is known beforehand becomes the image a memory starts with,
 * so that making a memory and filling it is one copy.
 */
final class SegmentPlan {
    private static final byte[] EMPTY = new byte[0];

    /** A data segment written when an instance is made. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Write(int memory, ConstExpr offset, byte[] data) {}

    private final List<ModuleLayout.Elements> elements;
    private final List<Write> writes = new ArrayList<>();
    private final byte[][] images;

    private SegmentPlan(ModuleLayout layout) {
        this.elements =
                layout.elements.stream().filter(ModuleLayout.Elements::active).toList();
        this.images = new byte[layout.memories.size()][];
        Arrays.fill(images, EMPTY);
    }

    static SegmentPlan of(ModuleLayout layout, byte[] bytes) {
        SegmentPlan plan = new SegmentPlan(layout);
        int[] end = new int[layout.memories.size()];
        int late = firstLate(layout);
        for (int i = 0; i < late; i++) {
            ModuleLayout.Data data = layout.data.get(i);
            if (data.offset() != null) {
                int memory = data.memory();
                end[memory] = Math.max(
                        end[memory], offset(data.offset()) + data.bytes().length());
            }
        }
        for (int i = 0; i < end.length; i++) {
            plan.images[i] = end[i] == 0 ? EMPTY : new byte[end[i]];
        }
        for (int i = 0; i < layout.data.size(); i++) {
            ModuleLayout.Data data = layout.data.get(i);
            ConstExpr offset = data.offset();
            if (offset == null) {
                continue;
            }
            ModuleLayout.Span span = data.bytes();
            if (i < late) {
                System.arraycopy(bytes, span.from(), plan.images[data.memory()], offset(offset), span.length());
            } else {
                plan.writes.add(new Write(data.memory(), offset, Arrays.copyOfRange(bytes, span.from(), span.to())));
            }
        }
        return plan;
    }

    /** The first segment that cannot be part of an image: from there on the order matters. */
    private static int firstLate(ModuleLayout layout) {
        for (int i = 0; i < layout.data.size(); i++) {
            ModuleLayout.Data data = layout.data.get(i);
            ConstExpr offset = data.offset();
            if (offset == null) {
                continue;
            }
            if (data.memory() < layout.importedMemories || !offset.isConstant()) {
                return i;
            }
            long end = (offset(offset) & 0xffff_ffffL) + data.bytes().length();
            long size = layout.memories.get(data.memory()).limits().min() * Memory.PAGE_SIZE;
            if (end > size || end > Integer.MAX_VALUE) {
                return i;
            }
        }
        return layout.data.size();
    }

    private static int offset(ConstExpr constant) {
        return constant.evaluate(global -> 0);
    }

    /** What the memory of that index starts with. */
    byte[] image(int memory) {
        return images[memory];
    }

    /** Runs the segments that are not in an image: tables first, as the specification has it. */
    void run(EndiveInstance made) {
        Instance instance = made.instance();
        for (ModuleLayout.Elements segment : elements) {
            fill(made, instance, segment);
        }
        for (Write write : writes) {
            EndiveMemory memory = (EndiveMemory) instance.memory(write.memory());
            memory.put(evaluate(instance, write.offset()), write.data(), 0, write.data().length);
        }
    }

    private static void fill(EndiveInstance made, Instance instance, ModuleLayout.Elements segment) {
        @Nullable ConstExpr expression = segment.offset();
        if (expression == null) {
            return;
        }
        int offset = evaluate(instance, expression);
        List<ConstExpr> items = segment.items();
        int size = instance.table(segment.table()).size();
        if (offset < 0 || items.size() > size - offset) {
            throw new CoreTrapException(
                    TrapKind.TABLE_OUT_OF_BOUNDS,
                    "out of bounds table access: " + items.size() + " elements at " + Integer.toUnsignedLong(offset)
                            + " of a table of " + size);
        }
        if (made.table(segment.table()) instanceof EndiveTable table) {
            for (int i = 0; i < items.size(); i++) {
                table.set(offset + i, element(made, instance, items.get(i)));
            }
        }
    }

    private static @Nullable EndiveFunction element(EndiveInstance made, Instance instance, ConstExpr item) {
        int global = item.global();
        if (global >= 0) {
            return made.fromReference((int) instance.global(global).getValue());
        }
        int function = item.function();
        return function < 0 ? null : made.function(function);
    }

    private static int evaluate(Instance instance, ConstExpr expression) {
        return expression.evaluate(index -> {
            GlobalInstance global = instance.global(index);
            return global.getValue();
        });
    }
}
