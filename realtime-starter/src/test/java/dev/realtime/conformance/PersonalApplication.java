package dev.realtime.conformance;

import java.util.concurrent.CompletableFuture;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.realtime.security.ChannelAuthorizer;
import dev.realtime.security.ChannelDecision;
import dev.realtime.security.ClientAuthenticator;
import dev.realtime.security.Identity;
import dev.realtime.testing.FaultyBroker;

/**
 * Users who are who their token says, an authorizer that lets everybody do everything,
 * and a broker that may lose what it had.
 */
@Configuration(proxyBeanMethods = false)
class PersonalApplication {

	@Bean
	ClientAuthenticator authenticator() {
		return (attempt) -> {
			String user = attempt.token();
			return CompletableFuture.completedFuture((user != null) ? Identity.of(() -> user) : Identity.ANONYMOUS);
		};
	}

	@Bean
	ChannelAuthorizer authorizer() {
		return (access) -> ChannelDecision.allow();
	}

	@Bean
	FaultyBroker broker() {
		return new FaultyBroker(System::currentTimeMillis);
	}

}
