package org.latticehost.wrpc.internal.call;

import org.latticehost.host.wit.FunctionType;
import org.latticehost.wrpc.internal.codec.AsyncPaths;
import org.latticehost.wrpc.internal.codec.Coders;
import org.latticehost.wrpc.internal.codec.ProductCoder;

/**
 * A function to call or serve: its subject and the coders of its values.
 *
 * @param subject of the first message of a call
 * @param type the WIT type
 * @param params coder of the parameters
 * @param results coder of the results
 * @param paramPaths where streams and futures of the parameters may travel
 * @param resultPaths likewise for the results
 */
public record Function(
        String subject,
        FunctionType type,
        ProductCoder params,
        ProductCoder results,
        AsyncPaths paramPaths,
        AsyncPaths resultPaths) {

    /** Compiles a function. */
    public static Function of(String subject, FunctionType type) {
        ProductCoder params = Coders.params(type);
        ProductCoder results = Coders.results(type);
        return new Function(subject, type, params, results, params.paths(), results.paths());
    }
}
