package dev.realtime.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A real nginx with the configuration of {@code docs/deployment/nginx.conf}, in front of
 * nodes on 127.0.0.1; it follows cookies with that of {@code nginx-sticky.conf}.
 * Thread-safe.
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
		String servers = IntStream.of(nodes)
			.mapToObj((node) -> "        server 127.0.0.1:" + node + " max_fails=0;")
			.collect(Collectors.joining("\n"));
		String text = Repository.read("docs/deployment/nginx.conf")
			.lines()
			.filter((line) -> !line.startsWith(SERVER))
			.collect(Collectors.joining("\n"));
		return start(HaProxy.exchange(text, "        least_conn;", "        least_conn;\n" + servers), "");
	}

	/**
	 * Starts one that follows the cookie of the application.
	 * @param a the port of node a
	 * @param b the port of node b
	 * @param c the port of node c
	 * @return a balancer that takes connections
	 */
	public static Nginx sticky(int a, int b, int c) {
		String text = Repository.read("docs/deployment/nginx.conf");
		text = HaProxy.exchange(text, "    #include nginx-sticky.conf;", "    include nginx-sticky.conf;");
		text = HaProxy.exchange(text, "            proxy_pass http://nodes;\n            #proxy_pass ",
				"            proxy_pass ");
		return start(addressed(text, a, b, c),
				addressed(Repository.read("docs/deployment/nginx-sticky.conf"), a, b, c));
	}

	private static String addressed(String text, int... nodes) {
		String addressed = text;
		for (int i = 0; i < nodes.length; i++) {
			addressed = HaProxy.exchange(addressed, "10.0.0." + (i + 1) + ":8080", "127.0.0.1:" + nodes[i]);
		}
		return addressed;
	}

	private static Nginx start(String text, String sticky) {
		int port = BalancerProcess.freePort();
		Path folder = BalancerProcess.folder("nginx", configuration(text, port));
		BalancerProcess.file(folder, "nginx-sticky.conf", sticky);
		return new Nginx(BalancerProcess.start("nginx", port, folder, List.of("-p", folder.toString(), "-c",
				"nginx.conf", "-e", "stderr", "-g", "daemon off; pid nginx.pid;")));
	}

	private static String configuration(String text, int port) {
		String listening = HaProxy.exchange(text, "listen 80;", "listen 127.0.0.1:" + port + ";");
		return HaProxy.exchange(listening, "http {",
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
