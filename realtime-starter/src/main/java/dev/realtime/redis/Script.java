package dev.realtime.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script: called by its digest, and sent whole to a server that does not know it.
 * Immutable.
 */
public final class Script {

	private final String name;

	private final byte[] text;

	private final String digest;

	private Script(String name, byte[] text) {
		this.name = name;
		this.text = text;
		try {
			this.digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-1", ex);
		}
	}

	/**
	 * Reads a script that lies beside a class.
	 * @param owner the class
	 * @param file name of the file
	 * @return the script
	 */
	public static Script beside(Class<?> owner, String file) {
		try (InputStream in = owner.getResourceAsStream(file)) {
			if (in == null) {
				throw new IllegalStateException("There is no " + file + " beside " + owner.getName());
			}
			return new Script(file, in.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String digest() {
		return this.digest;
	}

	byte[] text() {
		return this.text;
	}

	@Override
	public String toString() {
		return this.name + " (" + this.digest.substring(0, 8) + ", "
				+ new String(this.text, StandardCharsets.UTF_8).lines().count() + " lines)";
	}

}
