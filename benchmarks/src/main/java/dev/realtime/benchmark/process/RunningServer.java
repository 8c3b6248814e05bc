package dev.realtime.benchmark.process;

import java.util.Optional;
import java.util.OptionalLong;

import dev.realtime.benchmark.client.LoadClient;
import dev.realtime.benchmark.client.Publisher;
import dev.realtime.benchmark.client.Target;

/**
 * A server that somebody else started. The first connection publishes, so clients must be
 * allowed to; nothing is ended.
 *
 * @param target where it listens
 * @param probe of its process, if the pid was told
 */
public record RunningServer(Target target, Optional<ProcessProbe> probe) implements ServerUnderTest {

	@Override
	public Publisher publisher(LoadClient client) {
		return client.overFirstConnection();
	}

	@Override
	public OptionalLong heapAfterCollection() {
		return OptionalLong.empty();
	}

	@Override
	public String runtime() {
		return "unknown";
	}

	@Override
	public void close() {
		// Not ours to end.
	}

}
