/**
 * The blob store capability: {@code wasi:blobstore} for the components of a lattice, over any {@link
 * org.latticehost.providers.blobstore.BlobStore}.
 */
@NullMarked
package org.latticehost.providers.blobstore;

import org.jspecify.annotations.NullMarked;
