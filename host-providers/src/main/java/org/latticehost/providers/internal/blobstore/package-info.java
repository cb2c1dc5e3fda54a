/** Blobs in memory and in files. */
@NullMarked
package org.latticehost.providers.internal.blobstore;

import org.jspecify.annotations.NullMarked;
