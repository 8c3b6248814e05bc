package dev.realtime.autoconfigure;

/**
 * What clients are told about the server.
 */
final class Version {

	private Version() {
	}

	static String text() {
		String version = Version.class.getPackage().getImplementationVersion();
		return "realtime " + ((version != null) ? version : "development");
	}

}
