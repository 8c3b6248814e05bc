package dev.realtime.autoconfigure;

import java.util.List;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Makes Tomcat fit for many connections that are mostly silent. Of the 72 KB of heap one
 * takes by default 66 are seven buffers of 8 or 16 KB; small ones leave about 15. And it
 * lets in more connections than the node takes, because at its own limit Tomcat stops
 * accepting altogether: no 503, no health check.
 */
final class TomcatTuning implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

	/** Room for health checks, for refusals and for the rest of the application. */
	static final int HEAD_ROOM = 1000;

	private static final Logger logger = LoggerFactory.getLogger(TomcatTuning.class);

	private static final String MAX_CONNECTIONS = "server.tomcat.max-connections";

	/** Buffers of the WebSocket frames; holds a usual batch of joined messages. */
	private static final String WEBSOCKET_BUFFER = "org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE";

	private static final String WEBSOCKET_BUFFER_BYTES = "2048";

	/** What other endpoints may take in one message, as parameters of the context. */
	private static final List<String> MESSAGE_BUFFERS = List.of("org.apache.tomcat.websocket.textBufferSize",
			"org.apache.tomcat.websocket.binaryBufferSize");

	private static final String MESSAGE_BUFFER_BYTES = "8192";

	private static final String SOCKET_BUFFER_BYTES = "512";

	private final int maxConnections;

	private final Environment environment;

	private final WebSocketNeighbours neighbours;

	private final boolean directSockets;

	/** Connectors whose sockets we can write to ourselves, and others. */
	private volatile int plainConnectors;

	private volatile int otherConnectors;

	TomcatTuning(RealtimeProperties properties, Environment environment, WebSocketNeighbours neighbours) {
		this.neighbours = neighbours;
		this.directSockets = properties.tomcat().directSockets();
		this.maxConnections = properties.limits().maxConnections();
		this.environment = environment;
	}

	@Override
	public void customize(TomcatServletWebServerFactory factory) {
		Integer configured = Binder.get(this.environment).bind(MAX_CONNECTIONS, Integer.class).orElse(null);
		if (configured != null && configured >= 0 && configured < this.maxConnections) {
			throw new IllegalStateException(MAX_CONNECTIONS + " is " + configured
					+ ", less than realtime.limits.max-connections, which is " + this.maxConnections
					+ ": at its own limit Tomcat answers nobody, not even health checks. Remove " + MAX_CONNECTIONS
					+ ", or set it to " + (this.maxConnections + HEAD_ROOM)
					+ ", or lower realtime.limits.max-connections");
		}
		sizeMessageBuffers(factory);
		factory.addConnectorCustomizers((connector) -> tune(connector, configured == null));
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 100;
	}

	/** Whether connections may be taken over from Tomcat's WebSocket layer. */
	boolean hasPlainSockets() {
		return this.plainConnectors > 0 && this.otherConnectors == 0;
	}

	/**
	 * The property that makes buffers small is the JVM's, and is the default limit of
	 * what all other WebSocket endpoints and clients take: it is set only where there are
	 * none.
	 */
	private void sizeMessageBuffers(TomcatServletWebServerFactory factory) {
		if (this.directSockets) {
			// Tomcat's WebSocket layer is not in use, at least not by us.
			return;
		}
		if (!this.neighbours.arePresent()) {
			if (System.getProperty(WEBSOCKET_BUFFER) == null) {
				System.setProperty(WEBSOCKET_BUFFER, WEBSOCKET_BUFFER_BYTES);
			}
			return;
		}
		logger.info("The application uses WebSocket in other places, so Tomcat keeps its large buffers");
		factory.addContextCustomizers((context) -> {
			for (String parameter : MESSAGE_BUFFERS) {
				if (context.findParameter(parameter) == null) {
					context.addParameter(parameter, MESSAGE_BUFFER_BYTES);
				}
			}
		});
	}

	private void tune(Connector connector, boolean raise) {
		if (connector.getProtocolHandler() instanceof Http11NioProtocol) {
			this.plainConnectors = this.plainConnectors + 1;
		}
		else {
			this.otherConnectors = this.otherConnectors + 1;
		}
		// A channel that is used again for the next client must not be in the hands of a
		// loop that has not heard that the last one is gone.
		connector.setProperty("socket.bufferPool", "0");
		connector.setProperty("socket.appReadBufSize", SOCKET_BUFFER_BYTES);
		connector.setProperty("socket.appWriteBufSize", SOCKET_BUFFER_BYTES);
		if (raise && connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol
				&& protocol.getMaxConnections() >= 0) {
			protocol.setMaxConnections(Math.max(protocol.getMaxConnections(), this.maxConnections + HEAD_ROOM));
			logger.debug("Tomcat takes {} connections", protocol.getMaxConnections());
		}
	}

}
