/** Components and what they are linked to: each class is one example, {@code Capabilities} runs them all. */
@NullMarked
package org.latticehost.examples.capabilities;

import org.jspecify.annotations.NullMarked;
