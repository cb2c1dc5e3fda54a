/** WASI 0.2 and wasi:http as host interfaces. */
module org.latticehost.wasi {
    requires transitive org.latticehost.component;
    requires transitive org.latticehost.host;
    requires static org.jspecify;

    exports org.latticehost.wasi;

    provides org.latticehost.component.spi.HostInterfaceSource with
            org.latticehost.wasi.WasiInterfaces;
    provides org.latticehost.host.spi.GuestStreams with
            org.latticehost.wasi.WasiGuestStreams;
    provides org.latticehost.host.spi.HttpGuestAdapter with
            org.latticehost.wasi.WasiHttpAdapter;
}
