package dev.realtime.benchmark.process;

import java.util.Optional;
import java.util.OptionalLong;

import dev.realtime.benchmark.client.LoadClient;
import dev.realtime.benchmark.client.Publisher;
import dev.realtime.benchmark.client.Target;

/**
 * A server that listens, and as much as is known of it. Closing it ends what was started
 * for it.
 */
public interface ServerUnderTest extends AutoCloseable {

	/**
	 * Returns where the load goes.
	 * @return the target
	 */
	Target target();

	/**
	 * Returns how to make it publish.
	 * @param client the connections, should publications have to come from one of them
	 * @return the publisher
	 */
	Publisher publisher(LoadClient client);

	/**
	 * Returns the probe of its process.
	 * @return the probe, if its process is known
	 */
	Optional<ProcessProbe> probe();

	/**
	 * Lets it collect its garbage.
	 * @return bytes of heap in use afterwards, if it takes such orders
	 */
	OptionalLong heapAfterCollection();

	/**
	 * Returns the Java runtime it runs on.
	 * @return vendor and version, or that it is unknown
	 */
	String runtime();

	@Override
	void close();

}
