/**
 * The contracts of the cluster's ports.
 */
@NullMarked
package dev.realtime.cluster;

import org.jspecify.annotations.NullMarked;
