package dev.realtime.autoconfigure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

import dev.realtime.broker.Broker;
import dev.realtime.broker.memory.MemoryBroker;

/**
 * Tells at start-up that this process takes no connections, and whether anybody hears it
 * at all.
 */
final class PublisherOnlyNotice implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(PublisherOnlyNotice.class);

	private final Broker broker;

	PublisherOnlyNotice(Broker broker) {
		this.broker = broker;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.broker instanceof MemoryBroker) {
			logger.warn("This process takes no realtime connections, because it is no servlet application, and its "
					+ "broker is in its own memory: what it publishes reaches nobody. Give it the broker of the nodes "
					+ "that do, or set spring.main.web-application-type=servlet");
		}
		else {
			logger.info("This process publishes to realtime channels and takes no connections, because it is no "
					+ "servlet application");
		}
	}

}
