package org.latticehost.wrpc.internal.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latticehost.host.http.HttpFields;

/** Header fields: one entry per name with all its values on the wire, whatever the order was. */
final class Fields {
    private Fields() {}

    static List<Object> toWit(HttpFields fields) {
        Map<String, List<Object>> byName = new LinkedHashMap<>();
        for (HttpFields.Field field : fields.fields()) {
            byName.computeIfAbsent(field.name(), name -> new ArrayList<>(1)).add(field.value());
        }
        List<Object> all = new ArrayList<>(byName.size());
        byName.forEach((name, values) -> all.add(List.of(name, values)));
        return all;
    }

    static HttpFields fromWit(Object list) {
        List<HttpFields.Field> all = new ArrayList<>();
        for (Object entry : (List<?>) list) {
            List<?> field = (List<?>) entry;
            String name = (String) field.get(0);
            requireToken(name);
            for (Object value : (List<?>) field.get(1)) {
                all.add(HttpFields.Field.of(name, requireValue(name, (byte[]) value)));
            }
        }
        return HttpFields.of(all);
    }

    /** A name of a field, or a method. */
    static String requireToken(String text) {
        boolean good = !text.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            good &= (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }
        if (!good) {
            throw new IllegalArgumentException("malformed HTTP token of " + text.length() + " characters");
        }
        return text;
    }

    private static byte[] requireValue(String name, byte[] value) {
        for (byte b : value) {
            if ((b >= 0 && b < 0x20 && b != '\t') || b == 0x7f) {
                throw new IllegalArgumentException("malformed value of HTTP field '" + name + "'");
            }
        }
        return value;
    }
}
