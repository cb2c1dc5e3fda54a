/** Ids, descriptions and settings of hosts, components, providers and links. */
@NullMarked
package org.latticehost.host.model;

import org.jspecify.annotations.NullMarked;
