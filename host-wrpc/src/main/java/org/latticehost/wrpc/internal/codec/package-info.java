/**
 * The value encoding of wRPC. A {@link org.latticehost.wrpc.internal.codec.Coder} is made once per type and is
 * immutable; an {@link org.latticehost.wrpc.internal.codec.Encoder} and a
 * {@link org.latticehost.wrpc.internal.codec.Decoder} hold the state of one channel.
 *
 * <p>Decoding is incremental without a parser state per byte: a coder reads recursively, and when the bytes run out each
 * level leaves its state at its depth and returns {@link org.latticehost.wrpc.internal.codec.Coder#MORE}. The next
 * attempt recurses again from the top, each level picking its state up. So values that arrive in one piece, nearly all
 * of them, are read as directly as if nothing could be missing.
 */
@NullMarked
package org.latticehost.wrpc.internal.codec;

import org.jspecify.annotations.NullMarked;
