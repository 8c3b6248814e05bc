package dev.realtime.autoconfigure;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import dev.realtime.testing.PlainClient;

/**
 * An application on Tomcat without users, started on a free port.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = {
		"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration" })
class OpenApplication {

	static Running start(Class<?> more, String... arguments) {
		return start(builder(more), arguments);
	}

	static SpringApplicationBuilder builder(Class<?> more) {
		return new SpringApplicationBuilder(OpenApplication.class, more)
			.properties("server.port=0", "realtime.allow-anonymous=true", "realtime.loops=2")
			.bannerMode(Banner.Mode.OFF);
	}

	static Running start(SpringApplicationBuilder builder, String... arguments) {
		return new Running(builder.run(arguments));
	}

	@Bean
	TomcatServletWebServerFactory tomcat() {
		return new TomcatServletWebServerFactory();
	}

	/**
	 * A running application.
	 *
	 * @param context its context
	 */
	record Running(ConfigurableApplicationContext context) implements AutoCloseable {

		String url(String path) {
			return "://localhost:" + port() + path;
		}

		int port() {
			return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		}

		PlainClient connect(String... headers) {
			return PlainClient.connect("ws" + url("/realtime/websocket"), headers);
		}

		<T> T bean(Class<T> type) {
			return this.context.getBean(type);
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

}
