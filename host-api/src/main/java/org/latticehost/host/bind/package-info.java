/**
 * Java interfaces that stand for WIT interfaces: {@link org.latticehost.host.bind.TypedExports} calls the exports of a
 * component, {@link org.latticehost.host.bind.JavaCapability} is a Java object that components import.
 *
 * <p>Names match without regard to case and hyphens: {@code deepCopy}, {@code DeepCopy} and {@code DEEP_COPY} are
 * {@code deep-copy}. Where that does not do, {@link org.latticehost.host.bind.WitName} says the name.
 *
 * <table>
 * <caption>Which Java type stands for which WIT type</caption>
 * <tr><th>WIT</th><th>Java, primitive or boxed</th></tr>
 * <tr><td>bool, s8, s16, s32, s64, f32, f64</td><td>boolean, byte, short, int, long, float, double</td></tr>
 * <tr><td>u8, u16 / u32 / u64</td><td>int / long / {@link java.math.BigInteger}, checked to be in range; or the bits in
 * byte, short / int / long</td></tr>
 * <tr><td>char</td><td>int, a Unicode scalar value</td></tr>
 * <tr><td>string</td><td>String</td></tr>
 * <tr><td>list</td><td>List, Collection or an array of what stands for its element: {@code byte[]} or {@code int[]} for
 * {@code list<u8>}</td></tr>
 * <tr><td>option</td><td>Optional</td></tr>
 * <tr><td>record</td><td>a Java record whose components have the names of the fields, in any order</td></tr>
 * <tr><td>tuple</td><td>a Java record with as many components; Map.Entry for a pair</td></tr>
 * <tr><td>variant</td><td>a sealed interface of Java records named like the cases. A record with one component holds
 * the payload in it; one with more is the payload, a WIT record or tuple</td></tr>
 * <tr><td>enum</td><td>a Java enum with the same constants</td></tr>
 * <tr><td>flags</td><td>Set or EnumSet of a Java enum with the same constants</td></tr>
 * <tr><td>result of a function</td><td>what stands for the ok side; the err side is thrown, see
 * {@link org.latticehost.host.bind.WitErrorException}</td></tr>
 * <tr><td>resource of a component</td><td>a Java interface of its methods, closed to drop it; or
 * {@link org.latticehost.host.wit.ResourceHandle}</td></tr>
 * <tr><td>resource of Java</td><td>the object itself; closed, if it is AutoCloseable, when the guest drops it</td></tr>
 * <tr><td>anything</td><td>the class that {@link org.latticehost.host.wit.WitValues} names ({@code WitResult}), or
 * Object</td></tr>
 * </table>
 *
 * <p>Everything is compared and compiled when a Java type is bound: what does not fit is a
 * {@link org.latticehost.host.error.BindingException} that names both sides, and calls do no reflection.
 */
@NullMarked
package org.latticehost.host.bind;

import org.jspecify.annotations.NullMarked;
