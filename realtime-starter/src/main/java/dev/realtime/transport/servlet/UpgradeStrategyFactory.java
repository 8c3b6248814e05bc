package dev.realtime.transport.servlet;

import org.springframework.web.socket.server.RequestUpgradeStrategy;

import dev.realtime.session.Sessions;

/**
 * Makes what turns a checked handshake into a connection. The standard one works on every
 * container; a container may have one of its own.
 */
@FunctionalInterface
public interface UpgradeStrategyFactory {

	/**
	 * Makes a strategy.
	 * @param sessions opens sessions
	 * @param settings bounds
	 * @param standard what works on every container, through {@code jakarta.websocket}
	 * @return the strategy
	 */
	RequestUpgradeStrategy create(Sessions sessions, ServletTransportSettings settings,
			RequestUpgradeStrategy standard);

}
