package dev.realtime.benchmark.server.realtime;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import dev.realtime.RealtimePublisher;
import dev.realtime.benchmark.server.Outlet;
import dev.realtime.benchmark.server.ServerLauncher;
import dev.realtime.message.Payload;

/**
 * An application with the starter and nothing else: no rules, no Redis, anonymous
 * clients.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class RealtimeServer {

	/** What every connection subscribes to. */
	public static final String CHANNEL = "bench";

	private static final Logger logger = LoggerFactory.getLogger(RealtimeServer.class);

	/**
	 * Room for the load. The rest is the starter's default.
	 */
	private static final Map<String, Object> PROPERTIES = Map.of("realtime.limits.max-connections", "20000",
			"realtime.broker", "memory", "realtime.overload.occupancy.refuse", "1",
			"realtime.overload.pressure.throttle.loop-lag", "1m", "realtime.overload.pressure.shed.loop-lag", "1m",
			"realtime.overload.pressure.refuse.loop-lag", "1m");

	/**
	 * Starts the server in a process of its own.
	 * @param args not used
	 */
	public static void main(String[] args) {
		ServerLauncher.announce(start(ServerLauncher::halt));
	}

	/**
	 * Starts the server.
	 * @param whenOver run when the load generator is gone
	 * @return the running server
	 */
	public static ServerLauncher.Running start(Runnable whenOver) {
		return ServerLauncher.start(RealtimeServer.class, PROPERTIES, RealtimeServer::outlet, whenOver);
	}

	private static Outlet outlet(ConfigurableApplicationContext context) {
		RealtimePublisher publisher = context.getBean(RealtimePublisher.class);
		AtomicBoolean failed = new AtomicBoolean();
		return (json) -> publisher.publish(CHANNEL, Payload.json(json)).whenComplete((position, failure) -> {
			if (failure != null && failed.compareAndSet(false, true)) {
				logger.warn("A publication failed, more may follow: {}", failure.toString());
			}
		});
	}

}
