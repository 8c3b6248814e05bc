package dev.realtime.transport.servlet;

import java.security.Principal;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.realtime.admission.AdmissionTicket;
import dev.realtime.message.NodeId;
import dev.realtime.session.Handshake;

/**
 * Who was let in, on the way from the handshake to the session.
 *
 * @param remoteAddress where the client is
 * @param ticket its place
 * @param cameFrom another node it was on before, or nothing
 */
public record Visitor(String remoteAddress, AdmissionTicket ticket, @Nullable NodeId cameFrom) {

	static final String NAME = Visitor.class.getName();

	/**
	 * Makes what a session is opened with.
	 * @param attributes of the handshake
	 * @param principal the user the container authenticated, or nothing
	 * @return the handshake
	 */
	public static Handshake handshake(Map<String, Object> attributes, @Nullable Principal principal) {
		Visitor visitor = (Visitor) attributes.get(NAME);
		if (visitor == null) {
			throw new IllegalStateException("A handshake has passed no gate");
		}
		return new Handshake(principal, visitor.remoteAddress, "websocket", visitor.ticket, visitor.cameFrom);
	}

}
