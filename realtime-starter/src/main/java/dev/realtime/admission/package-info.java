/**
 * May one more client stay.
 *
 * <p>
 * {@link dev.realtime.admission.UserLimit} decides by how many connections the client's
 * user has on all nodes; who they are it asks through the port
 * {@link dev.realtime.admission.UserConnections}. Knows the vocabulary only.
 */
@NullMarked
package dev.realtime.admission;

import org.jspecify.annotations.NullMarked;
