package dev.realtime.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Whether Redis carries publications: because that is configured, or because a Redis is
 * named. Boot's connection factory exists in any case and proves nothing.
 */
final class OnRedisBroker extends SpringBootCondition implements ConfigurationCondition {

	private static final String PROPERTIES = "spring.data.redis.";

	private static final List<String> ADDRESSES = List.of("url", "host");

	private static final List<String> GROUPS = List.of("sentinel", "cluster", "masterreplica");

	private static final String BOOTS_OWN = "org.springframework.boot.data.redis.autoconfigure.";

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Realtime broker");
		Binder binder = Binder.get(context.getEnvironment());
		BrokerKind kind = binder.bind("realtime.broker", BrokerKind.class).orElse(BrokerKind.AUTO);
		return switch (kind) {
			case REDIS -> ConditionOutcome.match(message.because("realtime.broker is redis"));
			case MEMORY -> ConditionOutcome.noMatch(message.because("realtime.broker is memory"));
			case AUTO -> isNamed(binder) || isProvided(context.getBeanFactory())
					? ConditionOutcome.match(message.because("a Redis is named"))
					: ConditionOutcome.noMatch(message.because("no Redis is named"));
		};
	}

	private static boolean isNamed(Binder binder) {
		return ADDRESSES.stream().anyMatch((name) -> binder.bind(PROPERTIES + name, String.class).isBound()) || GROUPS
			.stream()
			.anyMatch((name) -> binder.bind(PROPERTIES + name + ".nodes", Bindable.listOf(String.class)).isBound());
	}

	/** By a service connection, or by a connection factory of the application's own. */
	private static boolean isProvided(ConfigurableListableBeanFactory beans) {
		return Stream.of(DataRedisConnectionDetails.class, RedisConnectionFactory.class)
			.flatMap((type) -> Stream.of(beans.getBeanNamesForType(type, true, false)))
			.anyMatch((name) -> !isBootsOwn(beans, name));
	}

	private static boolean isBootsOwn(ConfigurableListableBeanFactory beans, String name) {
		if (!beans.containsBeanDefinition(name)) {
			return false;
		}
		BeanDefinition definition = beans.getBeanDefinition(name);
		String maker = definition.getFactoryBeanName();
		return maker != null && maker.startsWith(BOOTS_OWN);
	}

}
