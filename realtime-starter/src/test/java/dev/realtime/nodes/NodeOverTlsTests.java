package dev.realtime.nodes;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import dev.realtime.health.NodeHealthIndicator;
import dev.realtime.testing.PlainClient;
import dev.realtime.testing.TcpProxy;
import dev.realtime.testing.redis.RedisServer;
import dev.realtime.testing.redis.RedisTest;

import static org.assertj.core.api.Assertions.assertThat;

/** A Redis behind TLS, with a certificate of our own. */
@RedisTest
class NodeOverTlsTests {

	private static final String PASSWORD = "changeit";

	@Test
	void nodeWithTheBundleOfTheApplicationIsConnectedBothWays(RedisServer server, @TempDir Path folder)
			throws Exception {
		Path store = certificate(folder);
		try (TcpProxy tls = TcpProxy.tls(server.port(), context(store));
				TestNode node = TestNode.start("one", "rediss://127.0.0.1:" + tls.port(), UUID.randomUUID().toString(),
						"spring.ssl.bundle.jks.redis.truststore.location=file:" + store,
						"spring.ssl.bundle.jks.redis.truststore.password=" + PASSWORD,
						"spring.data.redis.ssl.bundle=redis");
				PlainClient client = node.client("anna")) {
			client.subscribe("long:1");

			assertThat(node.publisher().publish("long:1", "hello").toCompletableFuture()).succeedsWithin(5,
					TimeUnit.SECONDS);

			assertThat(client.publication().asString()).isEqualTo("hello");
			assertThat(health(node).getStatus()).isEqualTo(Status.UP);
		}
	}

	@Test
	void certificateNobodyTrustsIsToldInTheHealth(RedisServer server, @TempDir Path folder) throws Exception {
		try (TcpProxy tls = TcpProxy.tls(server.port(), context(certificate(folder)));
				TestNode node = TestNode.start("one", "rediss://127.0.0.1:" + tls.port(),
						UUID.randomUUID().toString())) {
			assertThat(health(node).getStatus()).isEqualTo(Status.DOWN);
			assertThat(health(node).getDetails().get("trouble")).asString().contains("certification path");
			assertThat(node.publisher().publish("long:1", "hello").toCompletableFuture())
				.failsWithin(Duration.ofSeconds(5));
		}
	}

	private static Health health(TestNode node) {
		return node.bean(NodeHealthIndicator.class).health();
	}

	private static Path certificate(Path folder) throws Exception {
		Path store = folder.resolve("redis.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "redis", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"SAN=IP:127.0.0.1,DNS:localhost", "-validity", "2", "-storetype", "PKCS12", "-keystore",
				store.toString(), "-storepass", PASSWORD)
			.inheritIO()
			.start();
		assertThat(keytool.waitFor()).isZero();
		return store;
	}

	private static SSLContext context(Path store) throws Exception {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(store)) {
			keys.load(in, PASSWORD.toCharArray());
		}
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(keys, PASSWORD.toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(managers.getKeyManagers(), null, null);
		return context;
	}

}
