package dev.realtime.transport.servlet;

import java.util.regex.Pattern;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What clients and balancers are told of the node they are on.
 *
 * @param enabled Whether handshakes are answered with a cookie by which balancers find
 * the node again and with the header X-Realtime-Node, and client.js is told its node
 * @param cookie Name of the cookie: 1 to 64 letters, digits, dashes and underscores;
 * nginx can read it only without dashes
 */
public record AffinitySettings(@DefaultValue("true") boolean enabled, @DefaultValue("RealtimeNode") String cookie) {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if the name is not legal
	 */
	public AffinitySettings {
		if (!NAME.matcher(cookie).matches()) {
			throw new IllegalArgumentException("realtime.affinity.cookie is '" + cookie
					+ "'; allowed are 1 to 64 letters, digits, dashes and underscores");
		}
	}

}
