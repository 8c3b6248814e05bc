package dev.realtime.benchmark.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;

import dev.realtime.benchmark.client.LoadClient;
import dev.realtime.benchmark.client.Publisher;
import dev.realtime.benchmark.client.Target;
import dev.realtime.benchmark.process.ControlClient;
import dev.realtime.benchmark.process.ProcessProbe;
import dev.realtime.benchmark.process.ServerKind;
import dev.realtime.benchmark.process.ServerUnderTest;
import dev.realtime.benchmark.server.ServerLauncher;

/**
 * A server in the process of the test, driven as one in a process of its own.
 */
final class InProcessServer implements ServerUnderTest {

	private final ServerLauncher.Running running;

	private final ControlClient control;

	private final Target target;

	InProcessServer(ServerKind kind, ServerLauncher.Running running) throws IOException {
		this.running = running;
		this.control = new ControlClient(running.control().port());
		this.target = new Target(new InetSocketAddress(InetAddress.getLoopbackAddress(), running.httpPort()),
				kind.path(), kind.dialect(), "bench");
	}

	@Override
	public Target target() {
		return this.target;
	}

	@Override
	public Publisher publisher(LoadClient client) {
		return this.control;
	}

	@Override
	public Optional<ProcessProbe> probe() {
		return Optional.of(ProcessProbe.self());
	}

	@Override
	public OptionalLong heapAfterCollection() {
		return OptionalLong.of(this.control.heapAfterCollection());
	}

	@Override
	public String runtime() {
		return "this one";
	}

	@Override
	public void close() {
		try {
			this.control.close();
			this.running.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
