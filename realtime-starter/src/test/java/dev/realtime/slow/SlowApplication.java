package dev.realtime.slow;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;

import dev.realtime.RealtimePublisher;

/**
 * A node that publishes at a steady pace when told to, and says how much memory it uses.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = {
		"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration" })
class SlowApplication {

	/**
	 * Starts the node.
	 * @param args properties
	 */
	public static void main(String[] args) {
		new SpringApplicationBuilder(SlowApplication.class).profiles("slow").run(args);
	}

	/** Both servers are on the test's class path. */
	@Bean
	TomcatServletWebServerFactory tomcat() {
		return new TomcatServletWebServerFactory();
	}

	@Bean
	SteadyPublisher steadyPublisher(RealtimePublisher publisher) {
		return new SteadyPublisher(publisher);
	}

	@Bean
	SlowControl control(SteadyPublisher publisher) {
		return new SlowControl(publisher);
	}

}
