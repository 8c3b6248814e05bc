package dev.realtime.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import dev.realtime.RealtimeController;
import dev.realtime.autoconfigure.OpenApplication.Running;
import dev.realtime.testing.PlainClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application with Spring Security, as applications have it: users with passwords, and
 * a filter chain of its own or Boot's.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecuredApplicationTests {

	private static Running application;

	@BeforeAll
	static void start() {
		application = start(OwnChain.class, "--server.servlet.context-path=/shop", "--spring.mvc.servlet.path=/mvc",
				"--realtime.path=/live");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void userOfTheHandshakeIsTheCallerOfMethods() {
		try (PlainClient client = connect("ann")) {
			assertThat(client.ask("rpc", "{\"method\":\"whoami\"}").path("rpc").path("data").asString())
				.isEqualTo("ann");
		}
	}

	@Test
	void methodIsForThoseWhoHaveTheRole() {
		try (PlainClient user = connect("ann"); PlainClient admin = connect("root")) {
			assertThat(user.ask("rpc", "{\"method\":\"reset\"}").path("error").path("code").asInt()).isEqualTo(103);
			assertThat(admin.ask("rpc", "{\"method\":\"reset\"}").path("rpc").path("data").asString())
				.isEqualTo("done");
		}
	}

	@Test
	void anonymousClientThatSpringSecurityLetsInIsRefusedAtConnect() {
		try (PlainClient client = PlainClient.open(webSocket())) {
			assertThat(client.ask("connect", "{}").path("error").path("code").asInt()).isEqualTo(101);
		}
	}

	@Test
	void wrongPasswordIsRefusedAtTheHandshake() {
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> PlainClient.open(webSocket(), "Authorization", basic("ann", "wrong")))
			.havingCause()
			.hasToString("java.net.http.WebSocketHandshakeException");
	}

	@Test
	void onlyFilterChainIsTheApplicationsOwn() {
		assertThat(application.context().getBeansOfType(SecurityFilterChain.class)).containsOnlyKeys("chain");
	}

	@Test
	void bootsOwnChainIsLeftInPlaceAndAnonymousAccessPastItIsCalledInQuestion(CapturedOutput output) {
		try (Running plain = start(Users.class, "--realtime.allow-anonymous=true")) {
			assertThat(plain.context().getBeansOfType(SecurityFilterChain.class))
				.as("Boot's, as it is where there is the actuator")
				.containsOnlyKeys("managementSecurityFilterChain");
			assertThatExceptionOfType(CompletionException.class).isThrownBy(plain::connect);
			try (PlainClient client = plain.connect("Authorization", basic("ann", "password"))) {
				assertThat(client.subscribe("news").isObject()).isTrue();
			}
		}
		assertThat(output).containsOnlyOnce("Spring Security refuses anonymous requests to /realtime/websocket");
	}

	@Test
	void anonymousAccessThatSpringSecurityPermitsIsNotCalledInQuestion(CapturedOutput output) {
		try (Running open = start(OwnChain.class, "--realtime.allow-anonymous=true", "--spring.mvc.servlet.path=/mvc");
				PlainClient client = PlainClient.connect("ws" + open.url("/mvc/realtime/websocket"))) {
			assertThat(client.subscribe("news").isObject()).isTrue();
			assertThat(output).doesNotContain("Spring Security refuses");
		}
	}

	private static PlainClient connect(String user) {
		return PlainClient.connect(webSocket(), "Authorization", basic(user, "password"));
	}

	private static String webSocket() {
		return "ws" + application.url("/shop/mvc/live/websocket");
	}

	private static String basic(String user, String password) {
		return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

	private static Running start(Class<?> configuration, String... arguments) {
		return OpenApplication.start(new SpringApplicationBuilder(configuration).bannerMode(Banner.Mode.OFF)
			.properties("server.port=0", "realtime.loops=1"), arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Users {

		@Bean
		TomcatServletWebServerFactory tomcat() {
			return new TomcatServletWebServerFactory();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("ann").password("{noop}password").roles("USER").build(),
					User.withUsername("root").password("{noop}password").roles("ADMIN").build());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity
	static class OwnChain extends Users {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.requestMatchers(RealtimeRequest.toWebSocket())
				.permitAll()
				.requestMatchers(RealtimeRequest.toClientScript())
				.permitAll()
				.anyRequest()
				.authenticated());
			return http.httpBasic(Customizer.withDefaults()).formLogin(Customizer.withDefaults()).build();
		}

		@Bean
		Methods methods() {
			return new Methods();
		}

	}

	@RealtimeController
	static class Methods {

		@MessageMapping("whoami")
		String whoami(Principal user) {
			return user.getName();
		}

		@MessageMapping("reset")
		@PreAuthorize("hasRole('ADMIN')")
		String reset() {
			return "done";
		}

	}

}
