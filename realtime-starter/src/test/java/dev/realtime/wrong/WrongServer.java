package dev.realtime.wrong;

import java.time.Duration;
import java.util.Locale;

import org.apache.coyote.AbstractProtocol;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import dev.realtime.RealtimePublisher;
import dev.realtime.channel.ChannelSizes;
import dev.realtime.channel.Channels;
import dev.realtime.loop.LoopThreads;
import dev.realtime.loop.Loops;
import dev.realtime.session.SessionStats;
import dev.realtime.session.Sessions;
import dev.realtime.testing.RawHandshake;
import dev.realtime.admission.AdmissionStats;
import dev.realtime.admission.Doorkeeper;
import dev.realtime.testing.RawWebSocket;
import dev.realtime.transport.servlet.ServletTransport;
import dev.realtime.transport.servlet.ServletTransportStats;

/**
 * The servers the wrong input is sent to: one application each, started on first use and
 * kept for all tests of the run.
 */
enum WrongServer {

	/** Boot's default. */
	TOMCAT,

	/** The other one. */
	JETTY;

	private @Nullable ConfigurableApplicationContext running;

	private synchronized ConfigurableApplicationContext context() {
		ConfigurableApplicationContext context = this.running;
		if (context == null) {
			context = new SpringApplicationBuilder(WrongApplication.class).web(WebApplicationType.SERVLET)
				.profiles("wrong", name().toLowerCase(Locale.ROOT))
				.properties("server.port=0")
				.run();
			this.running = context;
		}
		return context;
	}

	/** Whether it stops reading a client that asks too much. */
	boolean pauses() {
		return this == TOMCAT;
	}

	int port() {
		WebServerApplicationContext context = (WebServerApplicationContext) context();
		return context.getWebServer().getPort();
	}

	RawHandshake handshake() {
		return RawHandshake.to(port());
	}

	/** A client that has connected and does nothing else. */
	RawWebSocket connected() {
		RawWebSocket socket = handshake().open();
		socket.sendText("{\"id\":1,\"connect\":{}}");
		String reply = socket.readText();
		if (!reply.startsWith("{\"id\":1,\"connect\":{")) {
			throw new AssertionError("The connect was answered with " + reply);
		}
		return socket;
	}

	void publish(String channel, Object payload) {
		context().getBean(RealtimePublisher.class).publish(channel, payload).toCompletableFuture().join();
	}

	/** Puts the clock forward and lets the loops see it. */
	void advance(Duration time) {
		context().getBean(MovableTicker.class).advance(time);
		loops().all().forEach((loop) -> loop.execute(() -> {
		}));
	}

	SessionStats stats() {
		return context().getBean(Sessions.class).stats();
	}

	AdmissionStats admission() {
		return context().getBean(Doorkeeper.class).stats();
	}

	ServletTransportStats transportStats() {
		return context().getBean(ServletTransport.class).stats();
	}

	/** How many homes and shards of channels there are. */
	int channels() {
		return ChannelSizes.total(context().getBean(Channels.class), loops());
	}

	/**
	 * After how long the container itself would end the quietest connection; 0 for never.
	 */
	long idleTimeoutMillis() {
		WebServer server = ((WebServerApplicationContext) context()).getWebServer();
		return switch (this) {
			// Counts idle time of upgraded connections only when told to.
			case TOMCAT -> 0;
			case JETTY -> ((JettyWebServer) server).getServer().getConnectors()[0].getConnectedEndPoints()
				.stream()
				.mapToLong(EndPoint::getIdleTimeout)
				.max()
				.orElseThrow();
		};
	}

	long loopFailures() {
		return loops().all().stream().mapToLong((loop) -> loop.stats().failures()).sum();
	}

	Loops loops() {
		return context().getBean(LoopThreads.class).loops();
	}

	/** How many sockets the container holds, whatever is spoken on them. */
	long sockets() {
		WebServer server = ((WebServerApplicationContext) context()).getWebServer();
		return switch (this) {
			// The one that will be accepted next is counted already.
			case TOMCAT ->
				((AbstractProtocol<?>) ((TomcatWebServer) server).getTomcat().getConnector().getProtocolHandler())
					.getConnectionCount() - 1;
			case JETTY -> ((JettyWebServer) server).getServer().getConnectors()[0].getConnectedEndPoints().size();
		};
	}

}
