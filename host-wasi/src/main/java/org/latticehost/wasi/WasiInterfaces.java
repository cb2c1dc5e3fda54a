package org.latticehost.wasi;

import java.util.ArrayList;
import java.util.List;
import org.latticehost.component.spi.HostInterfaceSource;
import org.latticehost.component.spi.HostModule;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.wasi.internal.cli.CliInterfaces;
import org.latticehost.wasi.internal.clocks.ClockInterfaces;
import org.latticehost.wasi.internal.config.ConfigInterfaces;
import org.latticehost.wasi.internal.filesystem.FilesystemInterfaces;
import org.latticehost.wasi.internal.http.HttpInterfaces;
import org.latticehost.wasi.internal.io.IoInterfaces;
import org.latticehost.wasi.internal.logging.LoggingInterfaces;
import org.latticehost.wasi.internal.preview1.Preview1;
import org.latticehost.wasi.internal.random.RandomInterfaces;
import org.latticehost.wasi.internal.sockets.SocketInterfaces;

/**
 * WASI 0.2 as host interfaces: {@code io}, {@code clocks}, {@code random}, {@code cli}, {@code filesystem},
 * {@code sockets} and {@code http}, each at the version 0.2.6 for imports of any 0.2.x, and the drafts of
 * {@code logging} and {@code config}.
 *
 * <p>A component reaches nothing outside itself unless it is granted:
 *
 * <ul>
 *   <li>environment, arguments, folders, socket addresses and name look-up by
 *       {@link org.latticehost.host.model.ComponentGrants};
 *   <li>output by the service {@link org.latticehost.host.spi.GuestOutput}, standard input by
 *       {@link org.latticehost.host.spi.GuestInput}, HTTP requests by {@link org.latticehost.host.spi.OutgoingHttp},
 *       configuration by {@link org.latticehost.host.spi.ConfigValues}, another wall clock by {@link java.time.Clock},
 *       each a service of the {@link org.latticehost.host.spi.InvocationContext}.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 */
public final class WasiInterfaces implements HostInterfaceSource {

    /** For {@link java.util.ServiceLoader}; has no state. */
    public WasiInterfaces() {}

    @Override
    public List<HostInterface> interfaces() {
        List<HostInterface> all = new ArrayList<>();
        all.addAll(IoInterfaces.all());
        all.addAll(ClockInterfaces.all());
        all.addAll(RandomInterfaces.all());
        all.addAll(CliInterfaces.all());
        all.addAll(FilesystemInterfaces.all());
        all.addAll(SocketInterfaces.all());
        all.addAll(HttpInterfaces.all());
        all.addAll(LoggingInterfaces.all());
        all.addAll(ConfigInterfaces.all());
        return List.copyOf(all);
    }

    /** WASI preview 1, for modules that are no components. */
    @Override
    public List<HostModule> modules() {
        return List.of(Preview1.module(interfaces()));
    }
}
