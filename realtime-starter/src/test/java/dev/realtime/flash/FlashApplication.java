package dev.realtime.flash;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;

import dev.realtime.RealtimePublisher;
import dev.realtime.control.OverloadControl;

/**
 * A node that comments on a match as fast as it is told to.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = {
		"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration" })
class FlashApplication {

	/**
	 * Starts the node.
	 * @param args properties
	 */
	public static void main(String[] args) {
		new SpringApplicationBuilder(FlashApplication.class).profiles("flash").run(args);
	}

	/** Both servers are on the test's class path. */
	@Bean
	TomcatServletWebServerFactory tomcat() {
		return new TomcatServletWebServerFactory();
	}

	@Bean
	Commentator commentator(RealtimePublisher publisher) {
		return new Commentator(publisher);
	}

	@Bean
	TierLog tierLog() {
		return new TierLog();
	}

	@Bean
	HandshakeTimes handshakeTimes() {
		return new HandshakeTimes();
	}

	@Bean
	FlashControl control(OverloadControl overload, Commentator commentator, TierLog tiers, HandshakeTimes times) {
		return new FlashControl(overload, commentator, tiers, times);
	}

}
