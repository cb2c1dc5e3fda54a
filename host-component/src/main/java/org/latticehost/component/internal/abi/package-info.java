/**
 * The canonical ABI: how values lie in linear memory and in core values, and the run-time state it works on.
 *
 * <p>A {@link org.latticehost.component.internal.abi.Codec} is made once for a value type, by the linker. It knows size,
 * alignment and flat types; a call walks the tree of codecs and interprets nothing. Each codec has three ways to move a
 * value: from guest to Java ({@code load}, {@code lift}), from Java to guest ({@code store}, {@code lower}), and from one
 * guest to another without a Java value in between ({@code copy}, {@code copyFlat}).
 *
 * <p><b>Raw flat values.</b> A flat value is a raw 64-bit pattern. Whatever has 32 bits sits in the low half and is
 * written with a zero high half. This makes every coercion between the joined flat types of a variant's cases an
 * identity: an {@code f32} in an {@code i64} slot is its zero-extended bits, which is what it was before.
 *
 * <p><b>Resources.</b> The linker numbers the resource types of a whole component graph, so a runtime resource type is an
 * int here; what it means is found in {@link org.latticehost.component.internal.abi.StoreState#resource}.
 */
@NullMarked
package org.latticehost.component.internal.abi;

import org.jspecify.annotations.NullMarked;
