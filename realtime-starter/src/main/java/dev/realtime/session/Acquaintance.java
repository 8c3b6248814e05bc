package dev.realtime.session;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.NodeId;
import dev.realtime.message.NodeMark;
import dev.realtime.reconnect.ClientLibrary;
import dev.realtime.security.ConnectAttempt;

/**
 * What is known of a client besides its name: where it is, with what software, and
 * whether it was connected before. Belongs to the loop of its session.
 */
final class Acquaintance {

	private final Handshake handshake;

	private final SessionContext context;

	private ClientSoftware software = ClientSoftware.UNKNOWN;

	/** The other node it was on before, until that is counted. */
	private @Nullable NodeId cameFrom;

	/** Set until it is clear whether the client was connected before. */
	private @Nullable ClientLibrary library;

	Acquaintance(Handshake handshake, SessionContext context) {
		this.handshake = handshake;
		this.cameFrom = handshake.cameFrom();
		this.context = context;
	}

	/** Completes what the client says by what the handshake has said. */
	ConnectAttempt attempt(ConnectAttempt command, boolean connected) {
		if (!connected) {
			this.library = ClientLibrary.of(command.clientName());
		}
		if (this.software == ClientSoftware.UNKNOWN) {
			this.software = this.context.registry().software().shared(command.clientName(), command.clientVersion());
		}
		return new ConnectAttempt(this.handshake.principal(), command.token(), command.data(), command.clientName(),
				command.clientVersion(), command.headers(), this.handshake.remoteAddress());
	}

	/**
	 * It says where it was: better than the cookie, which all pages of a browser share.
	 */
	void cameFrom(String mark) {
		NodeId claimed = NodeMark.read(mark);
		if (claimed != null) {
			this.cameFrom = this.context.entry().recognise(claimed);
		}
	}

	/** It is connected: whoever gave it away may know. */
	void arrived() {
		if (this.cameFrom != null) {
			this.context.entry().arrived(this.cameFrom);
			this.cameFrom = null;
		}
	}

	/** It asks for what it missed, so it was connected before; counts once. */
	void returned() {
		ClientLibrary known = this.library;
		if (known != null) {
			this.library = null;
			this.context.reconnects().record(known, this.handshake.remoteAddress());
		}
	}

	/**
	 * It will ask for what it missed because it is told to, not because it comes back.
	 */
	void toldToRecover() {
		this.library = null;
	}

	ClientSoftware software() {
		return this.software;
	}

}
