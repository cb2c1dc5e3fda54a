package org.latticehost.core.internal.component;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import org.latticehost.core.internal.link.Routes;
import org.latticehost.core.internal.policy.PolicyGate;
import org.latticehost.core.internal.rpc.LatticeRpc;
import org.latticehost.core.internal.telemetry.CallMetrics;
import org.latticehost.core.internal.telemetry.InstanceMetrics;
import org.latticehost.core.internal.telemetry.Tracing;
import org.latticehost.core.internal.thread.GuestThreads;
import org.latticehost.host.model.HostLimits;
import org.latticehost.host.spi.HttpGuestAdapter;
import org.latticehost.host.spi.OutgoingHttp;
import org.latticehost.host.spi.SecretStore;
import org.latticehost.host.spi.Ticker;
import org.latticehost.host.spi.WasmRuntime;

/**
 * What all components of a host share.
 *
 * @param runtime compiles them
 * @param threads run them
 * @param timer ends waits and calls that take too long
 * @param blocking for what may block before a guest is entered
 * @param http brings HTTP requests to guests, if there is an implementation
 * @param links where calls go
 * @param providers what runs in this JVM beside components
 * @param rpc reaches what runs elsewhere, and is how others reach what runs here
 * @param granted sends HTTP requests that a grant allows, without a link
 * @param secrets values that components may reveal
 * @param policy asked about calls
 * @param tracing spans
 * @param instanceMetrics what becomes of instances
 * @param metrics of calls
 * @param limits of the host
 * @param instances permits for instances alive at once
 * @param ticker for rates
 */
public record Engine(
        WasmRuntime runtime,
        GuestThreads threads,
        ScheduledExecutorService timer,
        Executor blocking,
        Optional<HttpGuestAdapter> http,
        Routes links,
        LocalProviders providers,
        LatticeRpc rpc,
        OutgoingHttp granted,
        SecretStore secrets,
        PolicyGate policy,
        Tracing tracing,
        InstanceMetrics instanceMetrics,
        CallMetrics metrics,
        HostLimits limits,
        Semaphore instances,
        Ticker ticker) {}
