package dev.realtime.session;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

import dev.realtime.admission.AdmissionTicket;
import dev.realtime.message.NodeId;

/**
 * What a transport knows of a client before its first command.
 *
 * @param principal the user the container authenticated, or nothing
 * @param remoteAddress where the connection comes from
 * @param transport name of the transport, for metrics and logs
 * @param ticket the connection's place on the node, given back when it ends; nothing
 * where places are not counted
 * @param cameFrom another node that the client was on before, as far as
 * {@link Sessions#recognise} knows; nothing if it was on none
 */
public record Handshake(@Nullable Principal principal, String remoteAddress, String transport,
		@Nullable AdmissionTicket ticket, @Nullable NodeId cameFrom) {

	/**
	 * Gives the connection's place back. It counts once.
	 */
	public void leave() {
		if (this.ticket != null) {
			this.ticket.release();
		}
	}

}
