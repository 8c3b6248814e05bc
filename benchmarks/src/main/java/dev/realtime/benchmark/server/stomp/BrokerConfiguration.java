package dev.realtime.benchmark.server.stomp;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/**
 * The configuration of Spring's guide: one endpoint, one topic prefix, all else as Spring
 * sets it. So channels have {@code 2 * cores} threads with unbounded queues, sessions 512
 * KB of send buffer and 10 s of send time, and order is not preserved unless asked for.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSocketMessageBroker
class BrokerConfiguration implements WebSocketMessageBrokerConfigurer {

	static final String ORDERED = "benchmark.stomp.ordered";

	private final boolean ordered;

	BrokerConfiguration(@Value("${" + ORDERED + "}") boolean ordered) {
		this.ordered = ordered;
	}

	@Override
	public void registerStompEndpoints(StompEndpointRegistry registry) {
		registry.addEndpoint("/stomp");
	}

	@Override
	public void configureMessageBroker(MessageBrokerRegistry registry) {
		registry.enableSimpleBroker("/topic");
		if (this.ordered) {
			registry.setPreservePublishOrder(true);
		}
	}

}
