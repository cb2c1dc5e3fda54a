package org.latticehost.core.internal.lifecycle;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.control.Commands;
import org.latticehost.core.internal.control.HostFacts;
import org.latticehost.core.internal.control.HostLabels;
import org.latticehost.core.internal.ctl.ConfigService;
import org.latticehost.core.internal.ctl.ControlHost;
import org.latticehost.core.internal.ctl.ControlInterface;
import org.latticehost.core.internal.thread.HostThreads;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.model.HostState;
import org.latticehost.host.model.LatticeState;
import org.latticehost.host.spi.HostConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A host's life: started once, stopped once, whoever asks for it. Thread-safe. */
final class CoreHost {
    private static final Logger LOG = LoggerFactory.getLogger(CoreHost.class);

    private final HostServices services;
    private final HostKey key;
    private final String friendlyName;
    private final HostThreads threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
    private volatile HostState state = HostState.NEW;
    private volatile @Nullable HostParts parts;
    // Written by the thread that starts, read by the one that stops, after it has waited for the start.
    private @Nullable ControlInterface control;
    private @Nullable Heartbeat heartbeat;
    private final Membership membership;
    private final AtomicBoolean announced = new AtomicBoolean();

    CoreHost(HostServices services) {
        this.services = services;
        key = HostKey.of(services.config().hostKeySeed());
        friendlyName = services.config().friendlyName().orElseGet(() -> FriendlyNames.next(new SecureRandom()));
        threads = new HostThreads(key.id());
        membership = new Membership(key.id(), services.transport(), this::back);
    }

    String id() {
        return key.id();
    }

    String friendlyName() {
        return friendlyName;
    }

    HostState state() {
        return state;
    }

    /** How the host stands to its lattice now. */
    LatticeState latticeState() {
        return switch (state) {
            case NEW -> LatticeState.JOINING;
            case STARTING, RUNNING -> membership.state();
            case STOPPING, STOPPED -> LatticeState.LEFT;
        };
    }

    /** What works while the host runs; null before and after. */
    @Nullable HostParts parts() {
        return parts;
    }

    CompletionStage<@Nullable Void> stopped() {
        return stopped.copy();
    }

    /** Gives a command, or fails with code {@code HOST_STOPPED} before the start. */
    <T extends @Nullable Object> CompletionStage<T> command(Function<Commands, CompletionStage<T>> body) {
        HostParts running = parts;
        if (running == null) {
            return CompletableFuture.failedFuture(new CommandException(
                    ErrorCode.HOST_STOPPED,
                    "the host does not run, its state is " + state
                            + (state == HostState.NEW ? "; call start() first" : "")));
        }
        return body.apply(running.commands);
    }

    CompletionStage<@Nullable Void> start() {
        lock.lock();
        try {
            if (state != HostState.NEW) {
                return CompletableFuture.failedFuture(new IllegalStateException(
                        "a host is started once, this one is " + state + "; build another one"));
            }
            state = HostState.STARTING;
        } finally {
            lock.unlock();
        }
        threads.blocking().execute(this::runStart);
        return started.copy();
    }

    CompletionStage<@Nullable Void> stop(Duration grace) {
        HostState before;
        lock.lock();
        try {
            before = state;
            if (before == HostState.STOPPING || before == HostState.STOPPED) {
                return stopped.copy();
            }
            state = HostState.STOPPING;
        } finally {
            lock.unlock();
        }
        membership.leave(); // a start no longer waits for the lattice
        // A thread of its own, because it ends the others.
        threads.factory("stop")
                .newThread(() -> {
                    if (before == HostState.STARTING) {
                        started.exceptionally(failure -> null).join();
                    }
                    runStop(grace);
                })
                .start();
        return stopped.copy();
    }

    private void runStart() {
        try {
            begin();
        } catch (RuntimeException | Error e) {
            failStart(e);
            return;
        }
        lock.lock();
        try {
            if (state == HostState.STARTING) { // else a stop waits already
                state = HostState.RUNNING;
            }
        } finally {
            lock.unlock();
        }
        if (!announced.get()) {
            var unused = membership.joined().thenRunAsync(this::joinLate, threads.blocking());
        }
        started.complete(null);
    }

    private void begin() {
        HostConfig config = services.config();
        services.transport().start(membership);
        ControlInterface interfaceOfAll =
                new ControlInterface(services.transport().control(), config, threads.blocking());
        control = interfaceOfAll;
        interfaceOfAll.subscribe(id(), config);
        HostFacts facts = new HostFacts(
                id(),
                friendlyName,
                services.version(),
                config.lattice(),
                new HostLabels(config.labels()),
                config.ticker(),
                config.ticker().nanos());
        HostParts made = new HostParts(services, facts, threads, membership);
        parts = made;
        var unused = made.follow().thenRun(membership::caughtUp);
        boolean joined = membership.await(config.latticeWait());
        if (joined) {
            askForCredentials(made);
            join(made);
        } else if (config.latticeRequired()) {
            throw new TransportException(
                    ErrorCode.TIMEOUT,
                    "the lattice could not be joined within "
                            + config.latticeWait().toMillis() + " ms: " + membership.problem());
        }
        made.inFlight.open();
        made.commands.publishStarted();
        heartbeat = new Heartbeat(threads.scheduler(), threads.blocking(), config.heartbeatInterval(), this::beat);
        LOG.atInfo()
                .addKeyValue("host_id", id())
                .addKeyValue("lattice", config.lattice())
                .addKeyValue("friendly_name", friendlyName)
                .addKeyValue("transport", services.transport().controlUrl())
                .log("wasmCloud host started");
        if (joined) {
            control(made, interfaceOfAll);
        } else {
            LOG.atWarn()
                    .addKeyValue("host_id", id())
                    .addKeyValue("reason", membership.problem())
                    .log("the lattice cannot be reached; the host runs without it and joins as soon as it can");
        }
    }

    /** The lattice came while the host was running already. */
    private void joinLate() {
        HostParts made = parts;
        ControlInterface interfaceOfAll = control;
        if (made == null || interfaceOfAll == null) {
            return; // stopped before
        }
        askForCredentials(made);
        lock.lock(); // a stop that has begun finds it announced, or not at all
        try {
            if (state != HostState.RUNNING) {
                return;
            }
            join(made);
            made.commands.announceStarted();
            control(made, interfaceOfAll);
        } finally {
            lock.unlock();
        }
        LOG.atInfo().addKeyValue("host_id", id()).log("joined the lattice");
        beat();
    }

    private void join(HostParts made) {
        made.events.joined();
        announced.set(true);
    }

    private void askForCredentials(HostParts made) {
        HostConfig config = services.config();
        if (config.configService()) {
            made.commands.putRegistries(ConfigService.ask(
                    services.transport().control(),
                    config.lattice(),
                    made.facts.labels().all(),
                    config.rpcTimeout()));
        }
    }

    private void control(HostParts made, ControlInterface interfaceOfAll) {
        interfaceOfAll.open(new ControlHost(made.facts, made.commands, made.tracing, services.transport(), grace -> {
            var unused = stop(grace);
        }));
    }

    /** After an outage others see at once that the host is there, and what runs on it. */
    private void back() {
        threads.blocking().execute(this::beat);
    }

    /** Says that the host is alive, unless nobody could hear it: old heartbeats need not be kept for later. */
    private void beat() {
        HostParts running = parts;
        if (running != null && announced.get() && services.transport().connected()) {
            running.commands.publishHeartbeat();
        }
    }

    private void failStart(Throwable failure) {
        lock.lock();
        try {
            if (state == HostState.STARTING) {
                state = HostState.STOPPING;
            } else {
                started.completeExceptionally(failure); // the stop that waits does the rest
                return;
            }
        } finally {
            lock.unlock();
        }
        threads.factory("stop")
                .newThread(() -> {
                    runStop(Duration.ZERO);
                    started.completeExceptionally(failure);
                })
                .start();
    }

    private void runStop(Duration grace) {
        try {
            LOG.atInfo().addKeyValue("host_id", id()).log("wasmCloud host stopping");
            new Shutdown(id(), services, threads, grace).run(control, heartbeat, parts, announced.get());
            LOG.atInfo().addKeyValue("host_id", id()).log("wasmCloud host stopped");
        } finally {
            parts = null;
            state = HostState.STOPPED;
            stopped.complete(null);
        }
    }
}
