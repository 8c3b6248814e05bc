package dev.realtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real load balancer in front of some nodes, which sends a client with the cookie of
 * one of them there, and a handshake that is answered with 503 to another: with the
 * settings that the page on many nodes shows. Ends with the test.
 */
public final class Balancer implements AutoCloseable {

	private final Process process;

	private final int port;

	private Balancer(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	/**
	 * Starts one.
	 * @param kind which software
	 * @param folder an empty one for its files
	 * @param nodes ports by the names of the nodes
	 * @return the balancer, when it takes connections
	 */
	public static Balancer start(Kind kind, Path folder, Map<String, Integer> nodes) {
		try {
			int port = freePort();
			Path file = Files.writeString(folder.resolve("balancer.conf"), kind.configuration(folder, port, nodes));
			Process process = new ProcessBuilder(kind.command(file)).redirectErrorStream(true)
				.redirectOutput(folder.resolve("output").toFile())
				.start();
			Balancer balancer = new Balancer(process, port);
			await().atMost(Duration.ofSeconds(10)).until(() -> {
				assertThat(process.isAlive()).as(() -> output(folder)).isTrue();
				return balancer.answers();
			});
			return balancer;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns where it takes connections.
	 * @return a port of this machine
	 */
	public int port() {
		return this.port;
	}

	@Override
	public void close() {
		this.process.descendants().forEach(ProcessHandle::destroy);
		this.process.destroy();
	}

	private boolean answers() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static String output(Path folder) {
		try {
			return Files.readString(folder.resolve("output"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Software that balances load.
	 */
	public enum Kind {

		/** Knows cookies with a bar by itself. */
		HAPROXY("haproxy") {

			@Override
			List<String> command(Path file) {
				return List.of(binary(), "-db", "-f", file.toString());
			}

			@Override
			String configuration(Path folder, int port, Map<String, Integer> nodes) {
				return """
						global
						  maxconn 4000
						defaults
						  mode http
						  timeout connect 2s
						  timeout client 30s
						  timeout server 30s
						  timeout tunnel 1h
						frontend all
						  bind 127.0.0.1:%d
						  default_backend realtime
						backend realtime
						  balance roundrobin
						  cookie RealtimeNode
						  option redispatch 1
						  retry-on conn-failure 503
						%s
						""".formatted(port,
						nodes.entrySet()
							.stream()
							.map((node) -> "  server s-%1$s 127.0.0.1:%2$d cookie %1$s".formatted(node.getKey(),
									node.getValue()))
							.collect(Collectors.joining("\n")));
			}

		},

		/** Needs a map. */
		NGINX("nginx") {

			@Override
			List<String> command(Path file) {
				return List.of(binary(), "-p", file.getParent().toString(), "-c", file.toString());
			}

			@Override
			String configuration(Path folder, int port, Map<String, Integer> nodes) {
				return """
						daemon off;
						worker_processes 1;
						pid %1$s/pid;
						error_log %1$s/errors;
						events { worker_connections 4000; }
						http {
						  access_log off;
						  client_body_temp_path %1$s/a; proxy_temp_path %1$s/b; fastcgi_temp_path %1$s/c;
						  uwsgi_temp_path %1$s/d; scgi_temp_path %1$s/e;
						  map $cookie_RealtimeNode $realtime {
						    %3$s
						    default any;
						  }
						  %4$s
						  server {
						    listen 127.0.0.1:%2$d;
						    location / {
						      proxy_pass http://$realtime;
						      proxy_http_version 1.1;
						      proxy_set_header Host $host;
						      proxy_set_header Upgrade $http_upgrade;
						      proxy_set_header Connection upgrade;
						      proxy_read_timeout 1h;
						      proxy_next_upstream error timeout http_503;
						    }
						  }
						}
						""".formatted(folder, port, maps(nodes), upstreams(nodes));
			}

			private String maps(Map<String, Integer> nodes) {
				return nodes.keySet()
					.stream()
					.map((name) -> "\"~^" + name + "\\|\" node_" + name + ";")
					.collect(Collectors.joining("\n    "));
			}

			private String upstreams(Map<String, Integer> nodes) {
				String any = "upstream any {" + servers(nodes, "") + " }";
				return nodes.keySet()
					.stream()
					.map((name) -> "upstream node_" + name + " {" + servers(nodes, name) + " }")
					.collect(Collectors.joining("\n  ", any + "\n  ", ""));
			}

			private String servers(Map<String, Integer> nodes, String first) {
				return nodes.entrySet()
					.stream()
					.map((node) -> " server 127.0.0.1:" + node.getValue() + " max_fails=0"
							+ ((first.isEmpty() || node.getKey().equals(first)) ? ";" : " backup;"))
					.collect(Collectors.joining());
			}

		};

		private final String name;

		Kind(String name) {
			this.name = name;
		}

		abstract List<String> command(Path file);

		abstract String configuration(Path folder, int port, Map<String, Integer> nodes);

		/**
		 * Whether it can be started here.
		 * @return whether it lies where such software lies
		 */
		public boolean isInstalled() {
			return candidates().anyMatch(Files::isExecutable);
		}

		String binary() {
			return candidates().filter(Files::isExecutable).findFirst().orElseThrow().toString();
		}

		/** Where administrators find it, which need not be on the path of others. */
		private Stream<Path> candidates() {
			return Stream
				.concat(Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
						Stream.of("/usr/sbin", "/usr/local/sbin"))
				.map((folder) -> Path.of(folder, this.name));
		}

	}

}
