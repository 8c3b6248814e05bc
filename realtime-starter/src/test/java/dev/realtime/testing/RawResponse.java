package dev.realtime.testing;

import java.util.List;
import java.util.Map;

/**
 * What a server answered to a handshake.
 *
 * @param status HTTP status
 * @param headers by their names in lower case, all values of each in the order in which
 * they came
 * @param body what came behind the headers; nothing of a successful handshake
 */
public record RawResponse(int status, Map<String, List<String>> headers, String body) {

	/**
	 * Returns a header that may be there once.
	 * @param name in lower case
	 * @return its value, or empty text
	 * @throws IllegalStateException if there are several of that name
	 */
	public String header(String name) {
		List<String> values = this.headers.getOrDefault(name, List.of());
		if (values.size() > 1) {
			throw new IllegalStateException("Header " + name + " is there several times: " + values);
		}
		return values.isEmpty() ? "" : values.get(0);
	}

	/**
	 * Returns a cookie that the client is told to keep or to drop; others may be set as
	 * well.
	 * @param name of the cookie
	 * @return the header that says so, or empty text
	 */
	public String setCookie(String name) {
		List<String> set = this.headers.getOrDefault("set-cookie", List.of())
			.stream()
			.filter((value) -> value.startsWith(name + "="))
			.toList();
		if (set.size() > 1) {
			throw new IllegalStateException("Cookie " + name + " is set several times: " + set);
		}
		return set.isEmpty() ? "" : set.get(0);
	}

}
