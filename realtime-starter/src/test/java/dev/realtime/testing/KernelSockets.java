package dev.realtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the Linux kernel holds in sockets, read from {@code /proc/net}.
 *
 * @param sendQueueBytes what the sockets of a port were given and the other side has not
 * taken
 * @param memoryBytes what all TCP sockets of this machine take, with the kernel's own
 * structures
 */
public record KernelSockets(long sendQueueBytes, long memoryBytes) {

	private static final long PAGE_BYTES = 4096;

	private static final Pattern MEMORY = Pattern.compile("(?m)^TCP:.* mem (\\d+)");

	/** The local address, the remote one, the state, the length of the send queue. */
	private static final Pattern SOCKET = Pattern
		.compile(" *\\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} [0-9A-F]{2} ([0-9A-F]{8}):.*");

	/**
	 * Whether this machine tells.
	 * @return whether it is Linux
	 */
	public static boolean areKnown() {
		return Files.isReadable(Path.of("/proc/net/sockstat")) && Files.isReadable(Path.of("/proc/net/tcp"));
	}

	/**
	 * Reads the figures of this moment.
	 * @param port of a server on this machine
	 * @return the figures
	 */
	public static KernelSockets ofPort(int port) {
		String wanted = String.format(Locale.ROOT, "%04X", port);
		long queued = Stream.of("/proc/net/tcp", "/proc/net/tcp6")
			.map(Path::of)
			.filter(Files::isReadable)
			.flatMap((file) -> lines(file).stream())
			.map(SOCKET::matcher)
			.filter((socket) -> socket.matches() && socket.group(1).equals(wanted))
			.mapToLong((socket) -> Long.parseLong(socket.group(2), 16))
			.sum();
		Matcher memory = MEMORY.matcher(String.join("\n", lines(Path.of("/proc/net/sockstat"))));
		return new KernelSockets(queued, memory.find() ? Long.parseLong(memory.group(1)) * PAGE_BYTES : 0);
	}

	private static List<String> lines(Path file) {
		try {
			return Files.readAllLines(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
