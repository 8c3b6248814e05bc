package dev.realtime.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;

import dev.realtime.ConnectionCount;
import dev.realtime.RealtimeClients;
import dev.realtime.UserConnections;
import dev.realtime.autoconfigure.OpenApplication.Running;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.cluster.memory.MemoryCluster;
import dev.realtime.cluster.memory.MemoryNodeBus;
import dev.realtime.message.NodeId;
import dev.realtime.message.UserId;
import dev.realtime.security.ClientAuthenticator;
import dev.realtime.security.Identity;
import dev.realtime.testing.PausableBus;
import dev.realtime.testing.PlainClient;

/**
 * Two applications in one process that share a cluster. A client's token is its user's
 * name.
 */
final class TwoNodes implements AutoCloseable {

	final MemoryCluster cluster = new MemoryCluster(System::currentTimeMillis);

	final Running one;

	final Running two;

	TwoNodes(String... arguments) {
		this.one = start("one", arguments);
		this.two = start("two", arguments);
	}

	/** Connects as a user; the reply must be that it may. */
	static PlainClient connect(Running node, String user) {
		PlainClient client = open(node);
		JsonNode reply = client.ask("connect", "{\"token\":\"" + user + "\"}");
		if (!reply.path("connect").has("client")) {
			throw new AssertionError("Not connected: " + reply);
		}
		return client;
	}

	static PlainClient open(Running node) {
		return PlainClient.open("ws" + node.url("/realtime/websocket"));
	}

	static RealtimeClients clients(Running node) {
		return node.bean(RealtimeClients.class);
	}

	UserConnections connections(String user) {
		return done(clients(this.one).connections(user));
	}

	ConnectionCount count() {
		return done(clients(this.two).count());
	}

	static <T> T done(CompletionStage<T> stage) {
		return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
	}

	/** A node that ends without a word: nobody hears its clients end. */
	void kill(Running node) {
		this.cluster.leave(node.bean(NodeId.class));
	}

	@Override
	public void close() {
		this.one.close();
		this.two.close();
	}

	private Running start(String name, String... arguments) {
		ApplicationContextInitializer<GenericApplicationContext> shared = (context) -> context
			.registerBean(MemoryCluster.class, () -> this.cluster);
		return OpenApplication.start(
				OpenApplication.builder(Node.class).initializers(shared).properties("realtime.node.name=" + name),
				arguments);
	}

	@Configuration(proxyBeanMethods = false)
	static class Node {

		@Bean
		PausableBus bus(MemoryCluster cluster, NodeDirectory nodes) {
			return new PausableBus(MemoryNodeBus.join(cluster, nodes));
		}

		@Bean
		ClientAuthenticator tokenIsTheUser() {
			return (attempt) -> CompletableFuture.completedFuture((attempt.token() == null || attempt.token().isEmpty())
					? Identity.ANONYMOUS : new Identity(UserId.of(attempt.token()), null, null, null));
		}

	}

}
