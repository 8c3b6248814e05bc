package dev.realtime.reconnect;

import java.util.Locale;

/**
 * The client libraries there are, as they name themselves when they connect. Clients may
 * say anything, so what is not known here is one kind.
 */
public enum ClientLibrary {

	/** For browsers and Node. */
	JS,

	/** For Python. */
	PYTHON,

	/** For Go. */
	GO,

	/** For Dart and Flutter. */
	DART,

	/** For Apple's systems. */
	SWIFT,

	/** For Java and Android. */
	JAVA,

	/** For .NET. */
	CSHARP,

	/** Those that call themselves something else, or nothing. */
	OTHER;

	private final String text = name().toLowerCase(Locale.ROOT);

	/**
	 * Finds the library.
	 * @param name as the client has told it, anything
	 * @return {@link #OTHER} if it is none of those that are known
	 */
	public static ClientLibrary of(String name) {
		for (ClientLibrary library : values()) {
			if (library.text.equals(name)) {
				return library;
			}
		}
		return OTHER;
	}

	/**
	 * Returns the name, for meters and reports.
	 * @return a word in lower case
	 */
	@Override
	public String toString() {
		return this.text;
	}

}
