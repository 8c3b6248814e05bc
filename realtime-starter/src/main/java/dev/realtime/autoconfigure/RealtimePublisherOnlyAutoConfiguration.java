package dev.realtime.autoconfigure;

import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.realtime.broker.Broker;
import dev.realtime.session.Sessions;

/**
 * Says so where an application only publishes, because there is no transport on which it
 * could take connections.
 */
@AutoConfiguration(after = RealtimeServletAutoConfiguration.class)
@ConditionalOnMissingBean(Sessions.class)
public final class RealtimePublisherOnlyAutoConfiguration {

	@Bean
	PublisherOnlyNotice realtimePublisherOnlyNotice(Broker broker) {
		return new PublisherOnlyNotice(broker);
	}

	@Bean
	static LazyInitializationExcludeFilter realtimePublisherOnlyNoticeIsEager() {
		return LazyInitializationExcludeFilter.forBeanTypes(PublisherOnlyNotice.class);
	}

}
