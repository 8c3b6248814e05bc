/**
 * May one more client connect, and stay.
 *
 * <p>
 * {@link dev.realtime.admission.Admission} decides at the handshake, before a client has
 * cost anything: by how many connections the node and the client's address have, how fast
 * they come, and what the node says of itself. Whose address it is behind proxies
 * {@link dev.realtime.admission.TrustedProxies} finds out.
 * {@link dev.realtime.admission.UserLimit} decides at the connect command, by how many
 * connections the client's user has on all nodes; who they are it asks through the port
 * {@link dev.realtime.admission.UserConnections}. Out come verdicts: nobody is answered,
 * and no idle connection closed, in this room. Knows the vocabulary only.
 */
@NullMarked
package dev.realtime.admission;

import org.jspecify.annotations.NullMarked;
