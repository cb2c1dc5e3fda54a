package org.latticehost.component.suite;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.InterfaceName;
import org.latticehost.host.wit.ResourceType;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitType;

/** The host interface {@code fixture:host/shelf@1.2.0} of script 09: a resource and functions on it. */
public final class Shelf {
    private final ResourceType bookType = new ResourceType("book");
    private final Set<Object> open = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
    private final List<String> log = new ArrayList<>();

    /** A book. */
    public static final class Book {
        public String title;

        Book(String title) {
            this.title = title;
        }
    }

    /** A new book that Java holds. */
    public Book book(String title) {
        Book book = new Book(title);
        open.add(book);
        return book;
    }

    /** How many books nobody has dropped. */
    public int open() {
        return open.size();
    }

    public List<String> log() {
        return log;
    }

    public HostInterface asInterface() {
        WitType own = new WitType.Own(bookType);
        WitType borrow = new WitType.Borrow(bookType);
        Map<String, FunctionType> functions = new LinkedHashMap<>();
        functions.put("log", type(null, "line", WitType.STRING));
        functions.put("[constructor]book", type(own, "title", WitType.STRING));
        functions.put("[method]book.title", type(WitType.STRING, "self", borrow));
        functions.put("[method]book.rename", type(null, "self", borrow, "title", WitType.STRING));
        functions.put("[static]book.join", type(own, "a", own, "b", own));
        functions.put("borrow-length", type(WitType.U32, "b", borrow));
        functions.put("open-books", type(WitType.U32));
        WitInterface type = new WitInterface(
                InterfaceName.of("fixture:host/shelf@1.2.0"), functions, Map.of("book", bookType), Map.of());
        return HostInterface.builder(type)
                .function("log", (call, args) -> log.add((String) args[0]))
                .function("[constructor]book", (call, args) -> book((String) args[0]))
                .function("[method]book.title", (call, args) -> ((Book) args[0]).title)
                .function("[method]book.rename", (call, args) -> ((Book) args[0]).title = (String) args[1])
                .function("[static]book.join", (call, args) -> {
                    open.remove(args[0]);
                    open.remove(args[1]);
                    return book(((Book) args[0]).title + "+" + ((Book) args[1]).title);
                })
                .function(
                        "borrow-length", (call, args) -> ((Book) args[0]).title.getBytes(StandardCharsets.UTF_8).length)
                .function("open-books", (call, args) -> open.size())
                .destructor("book", open::remove)
                .build();
    }

    private static FunctionType type(@org.jspecify.annotations.Nullable WitType result, Object... namesAndTypes) {
        List<WitType.Field> params = new ArrayList<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            params.add(new WitType.Field((String) namesAndTypes[i], (WitType) namesAndTypes[i + 1]));
        }
        return new FunctionType(params, Optional.ofNullable(result));
    }
}
