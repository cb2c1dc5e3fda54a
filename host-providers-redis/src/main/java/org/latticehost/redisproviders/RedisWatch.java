package org.latticehost.redisproviders;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.ProviderException;
import org.latticehost.providers.backend.BackendLink;
import org.latticehost.providers.keyvalue.KeyValueException;
import org.latticehost.providers.keyvalue.KeyValueListener;
import org.latticehost.redisproviders.WatchedKeys.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Tells of the changes of a link's keys, by the keyspace notifications of Redis: on one thread, with a connection of its
 * own. A connection that is lost is made again; what changes meanwhile is not told, as Redis keeps no notifications.
 * Thread-safe.
 */
final class RedisWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisWatch.class);
    private static final String NOTIFY = "notify-keyspace-events";
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LAST_PAUSE_MILLIS = 5_000;
    private static final long END_MILLIS = 5_000;

    private final RedisTarget target;
    private final RedisStore store;
    private final WatchedKeys watched;
    private final KeyValueListener listener;
    private final String channelPrefix;
    private final Thread thread;
    private final CompletableFuture<@Nullable Void> begun = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Jedis connection;
    private long pause = FIRST_PAUSE_MILLIS;
    private boolean lost;

    private RedisWatch(RedisTarget target, RedisStore store, WatchedKeys watched, KeyValueListener listener) {
        this.target = target;
        this.store = store;
        this.watched = watched;
        this.listener = listener;
        this.channelPrefix = "__keyspace@" + target.config().getDatabase() + "__:";
        this.thread = new Thread(this::run, "redis-watch-" + target.address().hostAndPort());
        thread.setDaemon(true);
    }

    /** Returns once changes are told. */
    static RedisWatch open(BackendLink link, KeyValueListener listener) {
        WatchedKeys watched = WatchedKeys.parse(link.text("watch").orElse(""));
        if (link.flag("bucket_prefix") && watched.keys().stream().anyMatch(key -> key.indexOf(':') < 0)) {
            throw new ConfigurationException(
                    "with bucket_prefix, watch must name keys as SET@bucket:key or DEL@bucket:key; got "
                            + watched.keys());
        }
        RedisWatch watch = new RedisWatch(RedisTarget.of(link), RedisStore.open(link), watched, listener);
        watch.thread.start();
        try {
            watch.begun.join();
            return watch;
        } catch (CompletionException e) {
            watch.close();
            if (e.getCause() instanceof HostException known) {
                throw known;
            }
            throw new ProviderException(
                    ErrorCode.TRANSPORT,
                    "Redis at " + watch.target.address() + " cannot be watched: " + e.getMessage(),
                    e);
        }
    }

    private void run() {
        try {
            do {
                try {
                    listen();
                } catch (RuntimeException e) {
                    if (begun.completeExceptionally(e)) {
                        return;
                    }
                    lost(e);
                }
            } while (!closed.await(pause, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.atDebug().log("the watch of a link ends"); // only close interrupts
        } finally {
            begun.complete(null);
        }
    }

    private void listen() {
        try (Jedis jedis = new Jedis(target.address().hostAndPort(), target.config())) {
            if (use(jedis)) {
                requireNotifications(jedis);
                jedis.subscribe(
                        new Notifications(),
                        watched.keys().stream().map(key -> channelPrefix + key).toArray(String[]::new));
            }
        }
    }

    private boolean use(Jedis jedis) {
        lock.lock();
        try {
            connection = jedis;
            return closed.getCount() > 0;
        } finally {
            lock.unlock();
        }
    }

    private void lost(Exception why) {
        if (closed.getCount() == 0) {
            return;
        }
        (lost ? LOG.atDebug() : LOG.atWarn())
                .addKeyValue("server", target.address())
                .addKeyValue("error", why.getMessage())
                .log("changes of keys are not told until Redis can be watched again");
        lost = true;
        pause = Math.min(2 * pause, LAST_PAUSE_MILLIS);
    }

    private void subscribed() {
        if (lost) {
            LOG.atInfo().addKeyValue("server", target.address()).log("changes of keys are told again");
        }
        lost = false;
        pause = FIRST_PAUSE_MILLIS;
        begun.complete(null);
    }

    private void requireNotifications(Jedis jedis) {
        String flags;
        try {
            flags = jedis.configGet(NOTIFY).get(NOTIFY);
        } catch (JedisDataException e) {
            LOG.atDebug().setCause(e).log("CONFIG GET is refused");
            flags = null; // as on servers that others run
        }
        if (flags == null) {
            LOG.atWarn()
                    .addKeyValue("server", target.address())
                    .log("cannot read " + NOTIFY + ": changes of keys are told only if it holds K, $ and g");
            return;
        }
        boolean all = flags.contains("A");
        if (!flags.contains("K") || !(all || (flags.contains("$") && flags.contains("g")))) {
            throw new ProviderException(
                    ErrorCode.INVALID_REQUEST,
                    "Redis at " + target.address() + " does not tell of changes: " + NOTIFY
                            + " must hold K, $ and g, but is '" + flags + "'; run CONFIG SET " + NOTIFY
                            + " K$g, and set it in the server's configuration to keep it");
        }
    }

    private final class Notifications extends JedisPubSub {
        @Override
        public void onSubscribe(String channel, int count) {
            if (count == watched.keys().size()) {
                subscribed();
            }
        }

        @Override
        public void onMessage(String channel, String event) {
            try {
                changed(channel.substring(channelPrefix.length()), event);
            } catch (KeyValueException e) {
                LOG.atWarn()
                        .addKeyValue("channel", channel)
                        .addKeyValue("error", e.getMessage())
                        .log("a change was not told: its value cannot be read");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // ends the subscription
            }
        }
    }

    private void changed(String stored, String event) throws InterruptedException {
        String bucket = store.bucketOf(stored);
        String key = store.keyOf(stored);
        if (event.equals("set") && watched.contains(stored, Change.SET)) {
            Optional<byte[]> value = store.get(bucket, key);
            if (value.isPresent()) { // else it is gone already
                listener.set(bucket, key, value.get());
            }
        } else if (event.equals("del") && watched.contains(stored, Change.DEL)) {
            listener.deleted(bucket, key);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed.countDown();
            if (connection != null) {
                connection.getConnection().forceDisconnect();
            }
        } catch (IOException | JedisConnectionException e) {
            LOG.atDebug().setCause(e).log("a connection to Redis was broken when it was closed");
        } finally {
            lock.unlock();
        }
        thread.interrupt();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }
}
