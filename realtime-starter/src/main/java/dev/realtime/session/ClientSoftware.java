package dev.realtime.session;

/**
 * What a client says it runs. It may say anything.
 *
 * @param name of the client library, at most 64 characters, empty if it did not say
 * @param version of the client library, at most 64 characters, empty if it did not say
 */
public record ClientSoftware(String name, String version) {

	/** What is known before it has said anything. */
	public static final ClientSoftware UNKNOWN = new ClientSoftware("", "");

	private static final int LONGEST = 64;

	/**
	 * Cuts what is too long.
	 */
	public ClientSoftware {
		name = cut(name);
		version = cut(version);
	}

	private static String cut(String text) {
		return (text.length() > LONGEST) ? text.substring(0, LONGEST) : text;
	}

}
