package dev.realtime.benchmark.soak;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import dev.realtime.RealtimePublisher;
import dev.realtime.benchmark.payload.StampedPayload;
import dev.realtime.benchmark.server.Outlet;
import dev.realtime.benchmark.server.ServerLauncher;
import dev.realtime.message.Payload;
import dev.realtime.security.ChannelAuthorizer;
import dev.realtime.security.ChannelDecision;
import dev.realtime.security.ClientAuthenticator;
import dev.realtime.security.Identity;

/**
 * A node of the soak, whose users are who their token says and may do everything.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SoakNode {

	private static final Map<String, Object> PROPERTIES = Map.of("realtime.limits.max-connections", "20000",
			"realtime.broker", "redis", "realtime.overload.occupancy.refuse", "1",
			"realtime.overload.pressure.throttle.loop-lag", "1m", "realtime.overload.pressure.shed.loop-lag", "1m",
			"realtime.overload.pressure.refuse.loop-lag", "1m");

	/**
	 * Starts the node in a process of its own.
	 * @param args its name, and the address of its Redis
	 */
	public static void main(String[] args) {
		Map<String, Object> properties = new HashMap<>(PROPERTIES);
		properties.putAll(SoakChannels.rules());
		properties.put("realtime.node.name", args[0]);
		properties.put("spring.data.redis.url", args[1]);
		AtomicLong failed = new AtomicLong();
		ServerLauncher.announce(ServerLauncher.start(SoakNode.class, properties, (context) -> outlet(context, failed),
				(context) -> new NodeFigures(context, failed)::line, ServerLauncher::halt));
	}

	/** The sequence number says which channel. */
	private static Outlet outlet(ConfigurableApplicationContext context, AtomicLong failed) {
		RealtimePublisher publisher = context.getBean(RealtimePublisher.class);
		return (json) -> {
			long sequence = StampedPayload.sequence(json, StampedPayload.find(json, 0, json.length));
			publisher.publish(SoakChannels.published(sequence), Payload.json(json))
				.whenComplete((position, failure) -> {
					if (failure != null) {
						failed.incrementAndGet();
					}
				});
		};
	}

	@Bean
	ClientAuthenticator authenticator() {
		return (attempt) -> {
			String user = attempt.token();
			return CompletableFuture
				.completedFuture((user != null && !user.isEmpty()) ? Identity.of(() -> user) : Identity.ANONYMOUS);
		};
	}

	@Bean
	ChannelAuthorizer authorizer() {
		return (access) -> ChannelDecision.allow();
	}

}
