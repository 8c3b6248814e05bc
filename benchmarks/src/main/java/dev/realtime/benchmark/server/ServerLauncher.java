package dev.realtime.benchmark.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts a server under test and tells on standard output where it listens.
 */
public final class ServerLauncher {

	/**
	 * What the line on standard output starts with; http port, control port and the Java
	 * runtime follow.
	 */
	public static final String READY = "BENCHMARK-SERVER-READY";

	/**
	 * Room for 20,000 connections, and a queue for those that come all at once. Tomcat's
	 * 8,192 and 100 would measure refusals; everything else stays as Boot sets it.
	 */
	private static final Map<String, Object> ROOM = Map.of("server.address", "127.0.0.1", "server.port", "0",
			"server.tomcat.max-connections", "21000", "server.tomcat.accept-count", "4096", "spring.main.banner-mode",
			"off", "logging.level.root", "warn", "logging.level.org.springframework.boot.SpringApplication", "warn");

	private ServerLauncher() {
	}

	/**
	 * A server that runs.
	 *
	 * @param context its application
	 * @param control takes orders
	 */
	public record Running(ConfigurableApplicationContext context, ControlEndpoint control) implements AutoCloseable {

		/**
		 * Returns where WebSockets are accepted.
		 * @return a loopback port
		 */
		public int httpPort() {
			return ((WebServerApplicationContext) this.context).getWebServer().getPort();
		}

		@Override
		public void close() throws IOException {
			this.control.close();
			this.context.close();
		}

	}

	/**
	 * Starts a server in this process.
	 * @param application its configuration
	 * @param properties what it needs beyond room for many connections
	 * @param outlet finds the way to publish
	 * @param whenOver run when the load generator is gone
	 * @return the running server
	 */
	public static Running start(Class<?> application, Map<String, Object> properties,
			Function<ConfigurableApplicationContext, Outlet> outlet, Runnable whenOver) {
		return start(application, properties, outlet, (context) -> () -> "", whenOver);
	}

	/**
	 * Starts a server in this process that has figures to tell.
	 * @param application its configuration
	 * @param properties what it needs beyond room for many connections
	 * @param outlet finds the way to publish
	 * @param figures finds what tells its figures in one line
	 * @param whenOver run when the load generator is gone
	 * @return the running server
	 */
	public static Running start(Class<?> application, Map<String, Object> properties,
			Function<ConfigurableApplicationContext, Outlet> outlet,
			Function<ConfigurableApplicationContext, Supplier<String>> figures, Runnable whenOver) {
		SpringApplication spring = new SpringApplication(application);
		Map<String, Object> all = new HashMap<>(ROOM);
		all.putAll(properties);
		spring.setDefaultProperties(all);
		ConfigurableApplicationContext context = spring.run();
		try {
			return new Running(context, new ControlEndpoint(outlet.apply(context), figures.apply(context), whenOver));
		}
		catch (IOException ex) {
			context.close();
			throw new UncheckedIOException("No loopback port for the control connection", ex);
		}
	}

	/**
	 * Announces a server that is alone in its process.
	 * @param running the server
	 */
	public static void announce(Running running) {
		System.out.println(READY + " " + running.httpPort() + " " + running.control().port() + " "
				+ System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
	}

	/**
	 * Ends the process at once: there is nothing to save.
	 */
	public static void halt() {
		Runtime.getRuntime().halt(0);
	}

}
