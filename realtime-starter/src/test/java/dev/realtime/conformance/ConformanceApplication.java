package dev.realtime.conformance;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.annotation.SubscribeMapping;

import dev.realtime.RealtimeController;

/**
 * A small application with something for every kind of command.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = {
		"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration" })
@Import({ ConformanceApplication.Answers.class, ConformanceApplication.Servers.class })
class ConformanceApplication {

	@RealtimeController
	static class Answers {

		@MessageMapping("double")
		int twice(@Valid Number number) {
			return number.value() * 2;
		}

		@SubscribeMapping("state:{id}")
		State state(@DestinationVariable String id) {
			return new State(id);
		}

	}

	/** Both servers are on the test's class path; a profile chooses. */
	@Configuration(proxyBeanMethods = false)
	static class Servers {

		@Bean
		@Profile("tomcat")
		TomcatServletWebServerFactory tomcat() {
			return new TomcatServletWebServerFactory();
		}

		@Bean
		@Profile("jetty")
		JettyServletWebServerFactory jetty() {
			return new JettyServletWebServerFactory();
		}

	}

	record Number(@Min(0) @Max(100) int value) {

	}

	record State(String id) {

	}

}
