package dev.realtime.testing.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads one answer of Redis (RESP2) as text, one line per element. */
final class RedisReply {

	private RedisReply() {
	}

	static String read(BufferedReader in) throws IOException {
		String line = in.readLine();
		if (line == null) {
			throw new IOException("Redis has closed the connection");
		}
		String rest = line.substring(1);
		return switch (line.charAt(0)) {
			case '$' -> bulk(in, Integer.parseInt(rest));
			case '*' -> array(in, Integer.parseInt(rest));
			default -> rest;
		};
	}

	private static String bulk(BufferedReader in, int size) throws IOException {
		if (size < 0) {
			return "";
		}
		char[] text = new char[size];
		for (int read = 0; read < size;) {
			int more = in.read(text, read, size - read);
			if (more < 0) {
				throw new IOException("Redis has closed the connection within an answer");
			}
			read += more;
		}
		in.readLine();
		return new String(text);
	}

	private static String array(BufferedReader in, int size) throws IOException {
		List<String> elements = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			elements.add(read(in));
		}
		return String.join("\n", elements);
	}

}
