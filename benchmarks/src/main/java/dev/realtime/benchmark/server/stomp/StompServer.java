package dev.realtime.benchmark.server.stomp;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.simp.SimpMessagingTemplate;

import dev.realtime.benchmark.server.Outlet;
import dev.realtime.benchmark.server.ServerLauncher;

/**
 * An application with Spring's simple broker and nothing else. The starter lies on its
 * class path and is switched off.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(BrokerConfiguration.class)
public class StompServer {

	/** What every connection subscribes to. */
	public static final String DESTINATION = "/topic/bench";

	/**
	 * Starts the server in a process of its own.
	 * @param args {@code ordered} to keep publications in order
	 */
	public static void main(String[] args) {
		boolean ordered = args.length > 0 && "ordered".equals(args[0]);
		ServerLauncher.announce(start(ordered, ServerLauncher::halt));
	}

	/**
	 * Starts the server.
	 * @param ordered whether publications are kept in order, which Spring leaves off
	 * @param whenOver run when the load generator is gone
	 * @return the running server
	 */
	public static ServerLauncher.Running start(boolean ordered, Runnable whenOver) {
		Map<String, Object> properties = new HashMap<>();
		properties.put("spring.autoconfigure.exclude", autoConfigurationsOfOurs());
		properties.put(BrokerConfiguration.ORDERED, ordered);
		return ServerLauncher.start(StompServer.class, properties, StompServer::outlet, whenOver);
	}

	private static Outlet outlet(ConfigurableApplicationContext context) {
		SimpMessagingTemplate template = context.getBean(SimpMessagingTemplate.class);
		return (json) -> template.convertAndSend(DESTINATION, new String(json, StandardCharsets.US_ASCII));
	}

	private static String autoConfigurationsOfOurs() {
		ImportCandidates all = ImportCandidates.load(AutoConfiguration.class, StompServer.class.getClassLoader());
		return StreamSupport.stream(all.spliterator(), false)
			.filter((name) -> name.startsWith("dev.realtime."))
			.collect(Collectors.joining(","));
	}

}
