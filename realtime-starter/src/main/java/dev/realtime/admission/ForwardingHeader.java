package dev.realtime.admission;

/**
 * In which header a proxy says for whom it speaks. Only one counts: a proxy that writes
 * the one passes on whatever a client wrote into the other.
 */
public enum ForwardingHeader {

	/** {@code X-Forwarded-For}: addresses, separated by commas. */
	X_FORWARDED_FOR("X-Forwarded-For"),

	/** {@code Forwarded}, of RFC 7239. */
	FORWARDED("Forwarded");

	private final String headerName;

	ForwardingHeader(String headerName) {
		this.headerName = headerName;
	}

	/**
	 * Returns how the header is called.
	 * @return its name
	 */
	public String headerName() {
		return this.headerName;
	}

}
