/**
 * More come at once than a node has room for, while it has more to say than it can.
 */
@NullMarked
package dev.realtime.flash;

import org.jspecify.annotations.NullMarked;
