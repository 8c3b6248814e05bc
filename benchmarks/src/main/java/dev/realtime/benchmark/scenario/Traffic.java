package dev.realtime.benchmark.scenario;

import java.time.Duration;

/**
 * A way to publish for a while.
 */
interface Traffic {

	/**
	 * Publishes, then stops. What is under way when it returns may still arrive.
	 * @return how often it had to start over because nothing arrived any more
	 */
	int run(Duration duration);

}
