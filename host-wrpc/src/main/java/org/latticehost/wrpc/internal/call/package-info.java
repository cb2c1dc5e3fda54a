/**
 * Calls over a message bus, from both ends.
 *
 * <p>A call begins with a message on the subject of the function. The callee answers with a reply subject of its own,
 * and from then on each side has a family of subjects below the other's reply subject: {@code params} or
 * {@code results} for the values, and one for each stream or future in them, named by its index path. A channel is a
 * byte stream; an empty message ends it.
 *
 * <p>Nothing here blocks: messages are handled on the bus's thread, which decodes and passes on; foreign code runs on the
 * executor, except the callbacks of pipes, which must not block. wRPC itself has no flow control. Between two hosts of
 * our kind, which know each other by the shape of their reply subjects, the reader grants the writer a window (see
 * {@link org.latticehost.wrpc.internal.call.Window}); with other peers the writer keeps pace with the broker, and the
 * reader breaks off streams whose unread bytes exceed a limit. Likewise only our kind leaves messages out that say
 * nothing: see the ADR on flow control and short calls.
 */
@NullMarked
package org.latticehost.wrpc.internal.call;

import org.jspecify.annotations.NullMarked;
