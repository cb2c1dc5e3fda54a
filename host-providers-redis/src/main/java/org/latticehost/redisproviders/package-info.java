/**
 * Built-in capability providers on Redis, in a module of their own so that only those who use Redis have its client.
 *
 * <p>The client is Jedis, the one of the Redis project: its calls block, as ours do, and it brings no event loop and no
 * reactive library, which Lettuce, the other well-kept one, needs for the same commands.
 */
@NullMarked
package org.latticehost.redisproviders;

import org.jspecify.annotations.NullMarked;
