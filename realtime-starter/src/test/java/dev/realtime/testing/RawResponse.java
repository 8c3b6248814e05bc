package dev.realtime.testing;

import java.util.Map;

/**
 * What a server answered to a handshake.
 *
 * @param status HTTP status
 * @param headers by their names in lower case
 * @param body what came behind the headers; nothing of a successful handshake
 */
public record RawResponse(int status, Map<String, String> headers, String body) {

	/**
	 * Returns a header.
	 * @param name in lower case
	 * @return its value, or empty text
	 */
	public String header(String name) {
		return this.headers.getOrDefault(name, "");
	}

}
