package org.latticehost.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.latticehost.testkit.lattice.LatticeFixture.assertFails;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.testkit.lattice.ConnectionLog;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;
import org.latticehost.testkit.lattice.WatchLog;

/** The streams behind buckets: other hosts of the lattice make and use the same. */
class NatsStreamIT {
    private NatsServer server;
    private Connection other;

    @BeforeEach
    void start() throws Exception {
        server = NatsServers.onFreePort();
        other = Nats.connect(server.url());
    }

    @AfterEach
    void stop() throws Exception {
        other.close();
        server.close();
    }

    private NatsTransport started(NatsTransportBuilder builder) {
        NatsTransport transport = builder.requestTimeout(Duration.ofSeconds(3)).build();
        ConnectionLog log = new ConnectionLog();
        transport.start(log);
        assertThat(log.next()).isEqualTo("connected");
        return transport;
    }

    private NatsTransport started() {
        return started(NatsTransport.builder().server(server.url()));
    }

    /** What the reference host asks for. */
    private String created(String bucket) throws Exception {
        String request = "{\"name\":\"KV_" + bucket + "\",\"subjects\":[\"$KV." + bucket + ".>\"],"
                + "\"retention\":\"limits\",\"max_consumers\":0,\"max_msgs\":0,\"max_bytes\":0,\"max_age\":0,"
                + "\"max_msgs_per_subject\":1,\"max_msg_size\":0,\"discard\":\"new\",\"storage\":\"file\","
                + "\"num_replicas\":1,\"allow_rollup_hdrs\":true,\"deny_delete\":true,\"deny_purge\":false,"
                + "\"allow_direct\":true}";
        Message answer =
                other.request("$JS.API.STREAM.CREATE.KV_" + bucket, request.getBytes(UTF_8), Duration.ofSeconds(5));
        return new String(answer.getData(), UTF_8);
    }

    @Test
    void makesBucketsAsEveryHostDoes() throws Exception {
        try (NatsTransport transport = started()) {
            transport.bucket("LATTICEDATA_default");
            StreamConfiguration made = other.jetStreamManagement()
                    .getStreamInfo("KV_LATTICEDATA_default")
                    .getConfiguration();
            assertThat(made.getSubjects()).containsExactly("$KV.LATTICEDATA_default.>");
            assertThat(made.getMaxMsgsPerSubject()).isEqualTo(1);
            assertThat(made.getReplicas()).isEqualTo(1);
            assertThat(made.getStorageType()).isEqualTo(StorageType.File);
            assertThat(made.getRetentionPolicy()).isEqualTo(RetentionPolicy.Limits);
            assertThat(made.getDiscardPolicy()).isEqualTo(DiscardPolicy.New);
            assertThat(made.getMaxAge()).isZero();
            assertThat(made.getMaxBytes()).isEqualTo(-1);
            assertThat(made.getMaxMsgs()).isEqualTo(-1);
            assertThat(made.getMaximumMessageSize()).isEqualTo(-1);
            assertThat(made.getAllowRollup()).isTrue();
            assertThat(made.getDenyDelete()).isTrue();
            assertThat(made.getDenyPurge()).isFalse();
            assertThat(made.getAllowDirect()).isTrue();
            // The server accepts a second request only if it means the same.
            assertThat(created("LATTICEDATA_default")).doesNotContain("error").contains("LATTICEDATA_default");
        }
    }

    @Test
    void itsRequestIsTheSameAsThatOfAHostThatCameFirst() throws Exception {
        assertThat(created("CONFIGDATA_default")).doesNotContain("error");
        assertThat(other.jetStreamManagement()
                        .addStream(NatsBuckets.configuration("CONFIGDATA_default"))
                        .getConfiguration()
                        .getName())
                .isEqualTo("KV_CONFIGDATA_default");
    }

    @Test
    void usesBucketsOfOthersAsTheyAre() throws Exception {
        other.jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name("KV_odd")
                        .subjects("$KV.odd.>")
                        .maxMessagesPerSubject(5)
                        .storageType(StorageType.Memory)
                        .allowRollup(true)
                        .build());
        try (NatsTransport transport = started()) {
            KeyValueBucket bucket = transport.bucket("odd");
            bucket.put("a", new byte[] {1});
            bucket.put("a", new byte[] {2});
            assertThat(bucket.get("a").orElseThrow().value()).containsExactly(2);
            bucket.purge("a");
            assertThat(bucket.keys()).isEmpty();
        }
    }

    @Test
    void refusesAStreamThatKeepsNoLastValues() throws Exception {
        other.jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name("KV_nolast")
                        .subjects("$KV.nolast.>")
                        .build());
        try (NatsTransport transport = started()) {
            assertFails(ErrorCode.TRANSPORT, () -> transport.bucket("nolast"));
        }
    }

    @Test
    void writesWhatOthersRead() throws Exception {
        try (NatsTransport transport = started()) {
            KeyValueBucket bucket = transport.bucket("wire");
            bucket.put("gone", new byte[] {1});
            bucket.purge("gone");
            MessageInfo purge = other.jetStreamManagement().getLastMessage("KV_wire", "$KV.wire.gone");
            assertThat(purge.getHeaders().getFirst("KV-Operation")).isEqualTo("PURGE");
            assertThat(purge.getHeaders().getFirst("Nats-Rollup")).isEqualTo("sub");
            assertThat(purge.getData()).isNullOrEmpty();
            bucket.put("stays", new byte[] {1});
            MessageInfo put = other.jetStreamManagement().getLastMessage("KV_wire", "$KV.wire.stays");
            assertThat(put.getData()).containsExactly(1);
        }
    }

    @Test
    void reachesTheBucketsOfAJetStreamDomain() {
        try (NatsServer hub = NatsServers.withDomain("hub");
                NatsTransport transport =
                        started(NatsTransport.builder().server(hub.url()).jetStreamDomain("hub"))) {
            KeyValueBucket bucket = transport.bucket("far");
            WatchLog log = new WatchLog();
            bucket.watch(">", log);
            assertThat(log.next()).isEqualTo("caughtUp");
            bucket.put("a", new byte[] {'1'});
            assertThat(log.next()).isEqualTo("PUT a=1");
            assertThat(bucket.get("a")).isPresent();
            bucket.purge("a");
            assertThat(log.next()).isEqualTo("PURGE a");
            assertThat(bucket.keys()).isEmpty();
        }
    }

    @Test
    void aServerWithoutJetStreamFailsBucketsWithATypedError() {
        try (NatsServer hub = NatsServers.withDomain("hub");
                NatsTransport transport =
                        started(NatsTransport.builder().server(hub.url()).jetStreamDomain("elsewhere"))) {
            assertFails(ErrorCode.TIMEOUT, () -> transport.bucket("far"));
        }
    }
}
