package dev.realtime.redis;

import java.util.ArrayList;
import java.util.List;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration.ClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration.SentinelConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration.StaticMasterReplicaConfiguration;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisSocketConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.RedisCredentialsProviderFactory;

/**
 * Where Redis is and how it is spoken to: addresses, credentials and TLS, as the
 * application has configured them.
 *
 * @param seeds addresses to begin with: one, or some nodes of a Redis Cluster
 * @param cluster whether it is a Redis Cluster
 * @param options TLS and socket options to keep
 */
public record RedisAddress(List<RedisURI> seeds, boolean cluster, ClientOptions options) {

	/**
	 * Copies the list.
	 * @throws IllegalArgumentException if there is no address
	 */
	public RedisAddress {
		seeds = List.copyOf(seeds);
		if (seeds.isEmpty()) {
			throw new IllegalArgumentException("An address of Redis is needed");
		}
	}

	/**
	 * Returns the address of one server.
	 * @param uri such as {@code redis://localhost:6379}
	 * @return the address
	 */
	public static RedisAddress of(String uri) {
		return new RedisAddress(List.of(RedisURI.create(uri)), false, ClientOptions.create());
	}

	/**
	 * Returns the address of a Redis Cluster.
	 * @param uris some of its nodes
	 * @return the address
	 */
	public static RedisAddress cluster(List<String> uris) {
		return new RedisAddress(uris.stream().map(RedisURI::create).toList(), true, ClientOptions.create());
	}

	/**
	 * Reads the address out of the application's connection factory.
	 * @param factory as configured
	 * @return the address
	 */
	public static RedisAddress of(LettuceConnectionFactory factory) {
		LettuceClientConfiguration client = factory.getClientConfiguration();
		ClientOptions options = client.getClientOptions().orElseGet(ClientOptions::create);
		RedisConfiguration configuration = configuration(factory);
		List<RedisURI> seeds = new ArrayList<>();
		if (configuration instanceof ClusterConfiguration cluster) {
			cluster.getClusterNodes()
				.forEach((node) -> seeds.add(uri(node.getRequiredHost(), node.getRequiredPort(), factory)));
		}
		else if (configuration instanceof SentinelConfiguration sentinel) {
			seeds.add(sentinel(sentinel, factory));
		}
		else if (configuration instanceof RedisSocketConfiguration socket) {
			seeds.add(authenticated(RedisURI.Builder.socket(socket.getSocket()), configuration, factory).build());
		}
		else if (configuration instanceof StaticMasterReplicaConfiguration replicas) {
			// The first one is the master by convention, and only a master takes what is
			// written.
			var master = replicas.getNodes().get(0);
			seeds.add(uri(master.getHostName(), master.getPort(), factory));
		}
		else {
			seeds.add(uri(factory.getHostName(), factory.getPort(), factory));
		}
		return new RedisAddress(seeds, configuration instanceof ClusterConfiguration, options);
	}

	private static RedisConfiguration configuration(LettuceConnectionFactory factory) {
		if (factory.getClusterConfiguration() != null) {
			return factory.getClusterConfiguration();
		}
		if (factory.getSentinelConfiguration() != null) {
			return factory.getSentinelConfiguration();
		}
		return (factory.getSocketConfiguration() != null) ? factory.getSocketConfiguration()
				: factory.getStandaloneConfiguration();
	}

	private static RedisURI uri(String host, int port, LettuceConnectionFactory factory) {
		RedisURI uri = authenticated(RedisURI.Builder.redis(host, port), configuration(factory), factory).build();
		secure(uri, factory);
		uri.setDatabase(factory.getDatabase());
		return uri;
	}

	private static RedisURI sentinel(SentinelConfiguration configuration, LettuceConnectionFactory factory) {
		RedisURI.Builder builder = RedisURI.builder();
		configuration.getSentinels().forEach((node) -> {
			RedisURI.Builder sentinel = RedisURI.Builder.redis(node.getRequiredHost(), node.getRequiredPort());
			char[] password = configuration.getSentinelPassword().toOptional().orElse(null);
			String user = configuration.getSentinelUsername();
			if (password != null && user != null) {
				sentinel.withAuthentication(user, password);
			}
			else if (password != null) {
				sentinel.withPassword(password);
			}
			builder.withSentinel(sentinel.build());
		});
		RedisURI uri = authenticated(builder.withSentinelMasterId(String.valueOf(configuration.getMaster().getName())),
				(RedisConfiguration) configuration, factory)
			.build();
		secure(uri, factory);
		uri.getSentinels().forEach((sentinel) -> secure(sentinel, factory));
		uri.setDatabase(factory.getDatabase());
		return uri;
	}

	private static RedisURI.Builder authenticated(RedisURI.Builder builder, RedisConfiguration configuration,
			LettuceConnectionFactory factory) {
		RedisCredentialsProviderFactory credentials = factory.getClientConfiguration()
			.getRedisCredentialsProviderFactory()
			.orElse(null);
		if (credentials != null) {
			return builder.withAuthentication(credentials.createCredentialsProvider(configuration));
		}
		RedisPassword password = RedisConfiguration.getPasswordOrElse(configuration, RedisPassword::none);
		@Nullable String user = RedisConfiguration.getUsernameOrElse(configuration, () -> "");
		if (user != null && !user.isEmpty()) {
			return builder.withAuthentication(user, password.toOptional().orElse(new char[0]));
		}
		password.toOptional().ifPresent(builder::withPassword);
		return builder;
	}

	private static void secure(RedisURI uri, LettuceConnectionFactory factory) {
		LettuceClientConfiguration client = factory.getClientConfiguration();
		uri.setSsl(client.isUseSsl());
		uri.setVerifyPeer(client.getVerifyMode());
		uri.setStartTls(client.isStartTls());
	}

}
