package org.latticehost.core.internal.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.time.OffsetDateTime;
import org.latticehost.core.internal.json.Json;

/** CloudEvents 1.0 in structured JSON mode, attributes in the order that hosts have always sent them. */
final class EventJson {
    private EventJson() {}

    static byte[] structured(CloudEvent event) {
        ObjectNode node = Json.object();
        node.put("specversion", event.getSpecVersion().toString());
        node.put("id", event.getId());
        node.put("type", event.getType());
        node.put("source", event.getSource().toString());
        node.put("datacontenttype", event.getDataContentType());
        OffsetDateTime time = event.getTime();
        if (time != null) {
            node.put("time", time.toInstant().toString()); // UTC with Z, 0, 3, 6 or 9 digits
        }
        CloudEventData data = event.getData();
        if (data != null) {
            node.set("data", Json.read(data.toBytes()));
        }
        return Json.bytes(node);
    }
}
