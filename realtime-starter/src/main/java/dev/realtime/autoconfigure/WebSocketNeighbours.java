package dev.realtime.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import jakarta.websocket.WebSocketContainer;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.client.ConnectionManagerSupport;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.messaging.WebSocketStompClient;
import org.springframework.web.socket.server.standard.ServerEndpointExporter;

/**
 * Tells whether the application uses WebSocket in other places than this starter, with
 * the container's own defaults. Looks at bean definitions only. STOMP is none of them: it
 * chooses its sizes itself.
 */
final class WebSocketNeighbours {

	private static final List<Class<?>> SIGNS = List.of(WebSocketConfigurer.class, ServerEndpointExporter.class,
			WebSocketContainer.class, WebSocketClient.class, WebSocketStompClient.class,
			ConnectionManagerSupport.class);

	private static final String STOMP = "subProtocolWebSocketHandler";

	private final ListableBeanFactory beans;

	WebSocketNeighbours(ListableBeanFactory beans) {
		this.beans = beans;
	}

	boolean arePresent() {
		return SIGNS.stream().anyMatch((sign) -> names(sign).findAny().isPresent())
				|| names(WebSocketHandler.class).anyMatch((name) -> !name.equals(STOMP));
	}

	private Stream<String> names(Class<?> type) {
		return Stream.of(this.beans.getBeanNamesForType(type, true, false));
	}

}
