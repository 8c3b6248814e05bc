package dev.realtime.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A real nginx with the configuration of {@code docs/deployment/nginx.conf}, in front of
 * nodes on 127.0.0.1. Thread-safe.
 */
public final class Nginx implements AutoCloseable {

	private static final String SERVER = "        server 10.";

	private final BalancerProcess process;

	private Nginx(BalancerProcess process) {
		this.process = process;
	}

	/**
	 * Starts one.
	 * @param nodes their ports
	 * @return a balancer that takes connections
	 */
	public static Nginx before(int... nodes) {
		int port = BalancerProcess.freePort();
		Path folder = BalancerProcess.folder("nginx", configuration(port, nodes));
		return new Nginx(BalancerProcess.start("nginx", port, folder, List.of("-p", folder.toString(), "-c",
				"nginx.conf", "-e", "stderr", "-g", "daemon off; pid nginx.pid;")));
	}

	private static String configuration(int port, int... nodes) {
		String servers = IntStream.of(nodes)
			.mapToObj((node) -> "        server 127.0.0.1:" + node + " max_fails=0;")
			.collect(Collectors.joining("\n"));
		String text = Repository.read("docs/deployment/nginx.conf")
			.lines()
			.filter((line) -> !line.startsWith(SERVER))
			.collect(Collectors.joining("\n"));
		text = HaProxy.exchange(text, "        least_conn;", "        least_conn;\n" + servers);
		text = HaProxy.exchange(text, "listen 80;", "listen 127.0.0.1:" + port + ";");
		return HaProxy.exchange(text, "http {",
				"http {\n    access_log off;\n" + List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
					.stream()
					.map((kind) -> "    " + kind + "_temp_path " + kind + ";\n")
					.collect(Collectors.joining()));
	}

	/**
	 * Returns its port.
	 * @return on 127.0.0.1
	 */
	public int port() {
		return this.process.port();
	}

	/**
	 * Returns what it has told.
	 * @return standard output and error, for the message of a failure
	 */
	public String output() {
		return this.process.output();
	}

	@Override
	public void close() {
		this.process.close();
	}

}
