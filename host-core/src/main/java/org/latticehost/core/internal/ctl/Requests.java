package org.latticehost.core.internal.ctl;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticehost.host.model.Link;

/** The bodies of requests, with the defaults of what is absent. */
final class Requests {
    private Requests() {}

    /** A wish for so many instances; 0 stops. */
    record Scale(
            String reference,
            String componentId,
            Optional<Map<String, String>> annotations,
            long count,
            Optional<Map<String, String>> limits,
            String hostId,
            List<String> config,
            boolean allowUpdate) {

        static Scale read(byte[] payload) {
            RequestBody body = RequestBody.read(
                    payload,
                    "component_ref",
                    "component_id",
                    "annotations",
                    "count",
                    "component_limits",
                    "host_id",
                    "config",
                    "allow_update");
            return new Scale(
                    body.text("component_ref", ""),
                    body.text("component_id"),
                    body.nullableMap("annotations"),
                    body.unsignedInt("count", 0),
                    body.nullableMap("component_limits"),
                    body.text("host_id", ""),
                    body.textsOrNone("config"),
                    body.flag("allow_update", false));
        }
    }

    record Update(String componentId, Optional<Map<String, String>> annotations, String hostId, String reference) {
        static Update read(byte[] payload) {
            RequestBody body = RequestBody.read(payload, "component_id", "annotations", "host_id", "new_component_ref");
            return new Update(
                    body.text("component_id", ""),
                    body.nullableMap("annotations"),
                    body.text("host_id", ""),
                    body.text("new_component_ref", ""));
        }
    }

    record ProviderStart(
            String providerId,
            String reference,
            String hostId,
            List<String> config,
            Optional<Map<String, String>> annotations) {

        static ProviderStart read(byte[] payload) {
            RequestBody body =
                    RequestBody.read(payload, "provider_id", "provider_ref", "host_id", "config", "annotations");
            return new ProviderStart(
                    body.text("provider_id"),
                    body.text("provider_ref", ""),
                    body.text("host_id", ""),
                    body.textsOrNone("config"),
                    body.nullableMap("annotations"));
        }
    }

    record ProviderStop(String hostId, String providerId) {
        static ProviderStop read(byte[] payload) {
            RequestBody body = RequestBody.read(payload, "host_id", "provider_id|provider_ref");
            return new ProviderStop(body.text("host_id", ""), body.text("provider_id", ""));
        }
    }

    /**
     * A call for hosts that would run something.
     *
     * @param constraints labels that a host must have
     */
    record Auction(String reference, String id, Map<String, String> constraints) {

        /** {@code kind} is {@code component} or {@code provider}. */
        static Auction read(byte[] payload, String kind) {
            RequestBody body = RequestBody.read(payload, kind + "_ref", kind + "_id", "constraints");
            return new Auction(body.text(kind + "_ref", ""), body.text(kind + "_id"), body.map("constraints"));
        }
    }

    /**
     * The end of a host.
     *
     * @param timeoutMillis up to 64 bits
     */
    record HostStop(String hostId, Optional<BigInteger> timeoutMillis) {
        static HostStop read(byte[] payload) {
            if (payload.length == 0) {
                return new HostStop("", Optional.empty());
            }
            RequestBody body = RequestBody.read(payload, "host_id", "timeout");
            return new HostStop(body.text("host_id", ""), body.unsignedLong("timeout"));
        }
    }

    record LabelPut(String key, String value) {
        static LabelPut read(byte[] payload) {
            RequestBody body = RequestBody.read(payload, "key", "value");
            return new LabelPut(body.text("key"), body.text("value"));
        }
    }

    record LabelDelete(String key) {
        static LabelDelete read(byte[] payload) {
            return new LabelDelete(RequestBody.read(payload, "key").text("key"));
        }
    }

    /**
     * A link to put.
     *
     * @param replace whether it takes the place of links that lead elsewhere: ours alone, other hosts do not look at it
     */
    record LinkPut(Link link, boolean replace) {
        static LinkPut read(byte[] payload) {
            RequestBody body = RequestBody.read(
                    payload,
                    "source_id",
                    "target",
                    "name",
                    "wit_namespace",
                    "wit_package",
                    "interfaces",
                    "source_config",
                    "target_config",
                    "replace");
            Link link = Link.builder()
                    .source(body.text("source_id"))
                    .to(body.text("target"))
                    .name(body.text("name", Link.DEFAULT_NAME))
                    .interfaces(body.text("wit_namespace"), body.text("wit_package"), body.texts("interfaces"))
                    .sourceConfig(body.textsOrNone("source_config").toArray(new String[0]))
                    .targetConfig(body.textsOrNone("target_config").toArray(new String[0]))
                    .build();
            return new LinkPut(link, body.flag("replace", false));
        }
    }

    record LinkDelete(String sourceId, String name, String witNamespace, String witPackage) {
        static LinkDelete read(byte[] payload) {
            RequestBody body = RequestBody.read(payload, "source_id", "name", "wit_namespace", "wit_package");
            return new LinkDelete(
                    body.text("source_id"),
                    body.text("name", Link.DEFAULT_NAME),
                    body.text("wit_namespace"),
                    body.text("wit_package"));
        }
    }
}
