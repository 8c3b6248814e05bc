package dev.realtime.testing;

/**
 * The clients that run under Node. They take the same arguments and commands and tell the
 * same events, so what one must be able to do is asked of each.
 */
public enum RealClient {

	/** The published JavaScript SDK. */
	SDK,

	/** Our own {@code client.js}. */
	OWN;

	/**
	 * Starts the client.
	 * @param scripts where it lies
	 * @param arguments {@code [--options=JSON] [--subscription=JSON] url channel...}
	 * @return the running client, which the caller closes
	 */
	public NodeProcess start(NodeScripts scripts, String... arguments) {
		return switch (this) {
			case SDK -> scripts.startSdk(arguments);
			case OWN -> scripts.startOwnClient(arguments);
		};
	}

}
