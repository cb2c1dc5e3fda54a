/** The API of latticehost: what users call and what plug-ins implement. */
module org.latticehost.host {
    requires static transitive org.jspecify;
    requires transitive io.cloudevents.api;
    requires transitive io.opentelemetry.api;
    requires transitive io.opentelemetry.context;
    requires transitive org.slf4j;

    exports org.latticehost.host;
    exports org.latticehost.host.bind;
    exports org.latticehost.host.client;
    exports org.latticehost.host.error;
    exports org.latticehost.host.event;
    exports org.latticehost.host.http;
    exports org.latticehost.host.model;
    exports org.latticehost.host.spi;
    exports org.latticehost.host.wit;
    exports org.latticehost.host.wit.text;

    uses org.latticehost.host.client.LatticeClientFactory;
    uses org.latticehost.host.spi.HostEngine;
    uses org.latticehost.host.spi.WasmRuntimeFactory;
}
