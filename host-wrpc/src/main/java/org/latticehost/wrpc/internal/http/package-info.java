/** HTTP messages between the pipes of the API and the records of {@code wrpc:http}. */
@NullMarked
package org.latticehost.wrpc.internal.http;

import org.jspecify.annotations.NullMarked;
