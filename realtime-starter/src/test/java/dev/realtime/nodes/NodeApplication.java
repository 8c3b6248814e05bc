package dev.realtime.nodes;

import java.util.concurrent.CompletableFuture;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;

import dev.realtime.security.ChannelAuthorizer;
import dev.realtime.security.ChannelDecision;
import dev.realtime.security.ClientAuthenticator;
import dev.realtime.security.Identity;

/**
 * A node whose users are who their token says and may do everything.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = {
		"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration" })
class NodeApplication {

	/**
	 * Starts a node.
	 * @param args properties
	 */
	public static void main(String[] args) {
		builder().run(args);
	}

	static SpringApplicationBuilder builder() {
		return new SpringApplicationBuilder(NodeApplication.class).profiles("nodes");
	}

	@Bean
	ClientAuthenticator authenticator() {
		return (attempt) -> {
			String user = attempt.token();
			return CompletableFuture
				.completedFuture((user != null && !user.isEmpty()) ? Identity.of(() -> user) : Identity.ANONYMOUS);
		};
	}

	@Bean
	ChannelAuthorizer authorizer() {
		return (access) -> ChannelDecision.allow();
	}

	/** Both servers are on the test's class path. */
	@Bean
	TomcatServletWebServerFactory tomcat() {
		return new TomcatServletWebServerFactory();
	}

}
