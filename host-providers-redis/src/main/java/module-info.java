import org.latticehost.redisproviders.KeyValueRedisProviderFactory;

/** Built-in capability providers on Redis. */
module org.latticehost.redisproviders {
    requires static org.jspecify;
    requires transitive org.latticehost.host;
    requires org.latticehost.providers;
    requires org.slf4j;
    requires redis.clients.jedis;

    exports org.latticehost.redisproviders;

    provides org.latticehost.host.spi.CapabilityProviderFactory with
            KeyValueRedisProviderFactory;
}
