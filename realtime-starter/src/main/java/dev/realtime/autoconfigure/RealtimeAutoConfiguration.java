package dev.realtime.autoconfigure;

import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.PersonalChannels;
import dev.realtime.RealtimePublisher;
import dev.realtime.broker.Broker;
import dev.realtime.broker.memory.MemoryBroker;
import dev.realtime.channel.ChannelPublisher;
import dev.realtime.channel.ChannelPublisher.TransactionHook;
import dev.realtime.channel.ChannelRules;
import dev.realtime.channel.PublisherStats;

/**
 * Makes every application a publisher: rules, broker and
 * {@link dev.realtime.RealtimePublisher}.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@EnableConfigurationProperties(RealtimeProperties.class)
public final class RealtimeAutoConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(RealtimeAutoConfiguration.class);

	private static final String REDIS_SUPPORT = "org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails";

	@Bean
	ChannelRules realtimeChannelRules(RealtimeProperties properties) {
		return ConfiguredRules.of(properties.channels());
	}

	@Bean
	@ConditionalOnProperty("realtime.personal-channel")
	PersonalChannels realtimePersonalChannels(RealtimeProperties properties, ChannelRules rules) {
		return ConfiguredPersonalChannels.of(Objects.requireNonNullElse(properties.personalChannel(), ""), rules);
	}

	/** So that a rule that makes no sense is refused at start-up whatever is lazy. */
	@Bean
	static LazyInitializationExcludeFilter realtimeChannelRulesAreEager() {
		return LazyInitializationExcludeFilter.forBeanTypes(ChannelRules.class, PersonalChannels.class);
	}

	@Bean
	@ConditionalOnMissingBean(Broker.class)
	MemoryBroker realtimeMemoryBroker(RealtimeProperties properties, ResourceLoader resources) {
		boolean redisIsThere = ClassUtils.isPresent(REDIS_SUPPORT, resources.getClassLoader());
		if (properties.broker() == BrokerKind.REDIS) {
			throw new IllegalStateException("realtime.broker is redis, but Redis support is not on the class path: add "
					+ "spring-boot-starter-data-redis, or set realtime.broker=memory");
		}
		if (properties.broker() == BrokerKind.AUTO && redisIsThere) {
			logger.warn("Redis support is on the class path, but no Redis is named: this node's publications stay on "
					+ "this node. Set spring.data.redis.host or url, or say that one node is meant with "
					+ "realtime.broker=memory");
		}
		return new MemoryBroker(System::currentTimeMillis);
	}

	@Bean
	PublisherStats realtimePublisherStats() {
		return new PublisherStats();
	}

	@Bean
	@ConditionalOnMissingBean(RealtimePublisher.class)
	ChannelPublisher realtimePublisher(ChannelRules rules, Broker broker, ObjectProvider<JsonMapper> json,
			RealtimeProperties properties, TransactionHook transactions, PublisherStats stats) {
		return new ChannelPublisher(rules, broker, new PayloadWriter(json.getIfAvailable(JsonMapper::shared)),
				Math.toIntExact(properties.limits().maxPayloadSize().toBytes()), transactions, stats);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(TransactionSynchronizationManager.class)
	static class WithTransactions {

		@Bean
		TransactionHook realtimeTransactionHook() {
			return new SpringTransactionHook();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.springframework.transaction.support.TransactionSynchronizationManager")
	static class WithoutTransactions {

		@Bean
		TransactionHook realtimeTransactionHook() {
			return TransactionHook.NONE;
		}

	}

}
