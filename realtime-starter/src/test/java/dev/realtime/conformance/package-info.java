/**
 * What published and own clients see of a running application.
 */
@NullMarked
package dev.realtime.conformance;

import org.jspecify.annotations.NullMarked;
