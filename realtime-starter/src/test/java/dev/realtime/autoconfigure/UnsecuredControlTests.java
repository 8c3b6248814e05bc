package dev.realtime.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import dev.realtime.autoconfigure.OpenApplication.Running;
import dev.realtime.endpoint.ClusterEndpoint;
import dev.realtime.endpoint.ClusterView;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who may order something over the actuator, and when that is refused at the start. */
@ExtendWith(OutputCaptureExtension.class)
class UnsecuredControlTests {

	private static final String EXPOSED = "--management.endpoints.web.exposure.include=*";

	private static final String CORDON = "{\"by\":\"anna\"}";

	private static final String NODE_CORDON = "/actuator/realtimenodes/here/cordon";

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	@ParameterizedTest
	@ValueSource(strings = { "--management.endpoints.access.default=unrestricted",
			"--management.endpoint.realtimenodes.access=unrestricted" })
	void ordersOfStrangersAreRefusedAtTheStart(String access, CapturedOutput output) {
		assertThatThrownBy(() -> OpenApplication.start(Nothing.class, EXPOSED, access));

		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Anybody who reaches the actuator may write to")
			.contains("realtimenodes")
			.contains("realtime.control.unsecured to true");
	}

	@Test
	void whoMeansItStarts() throws IOException, InterruptedException {
		try (Running open = OpenApplication.start(Nothing.class, EXPOSED, "--realtime.node.name=here",
				"--management.endpoints.access.default=unrestricted", "--realtime.control.unsecured=true")) {
			HttpResponse<String> answer = post(open, "/actuator/realtimenodes/here/cordon", "");

			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).contains("\"by\":\"anna\"");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "--management.endpoints.web.exposure.include=*",
			"--management.endpoints.access.max-permitted=read-only" })
	void endpointsThatTakeNoOrdersNeedNoSecurity(String more) throws IOException, InterruptedException {
		String access = more.contains("max-permitted") ? "unrestricted" : "read-only";
		try (Running open = OpenApplication.start(Nothing.class, EXPOSED, more, "--realtime.node.name=here",
				"--management.endpoint.realtimenodes.access=" + access)) {
			assertThat(get(open, "/actuator/realtimenodes", "").statusCode()).isEqualTo(200);
			assertThat(get(open, "/actuator/realtime", "").body()).contains("\"self\":\"here\"");
			assertThat(post(open, "/actuator/realtimenodes/here/cordon", "").statusCode()).as("there is no such thing")
				.isEqualTo(404);
			assertThat(post(open, "/actuator/realtimepriorities", "").statusCode()).as("it can be read only")
				.isEqualTo(405);
		}
	}

	@Test
	void whatIsNotExposedHarmsNobody() throws IOException, InterruptedException {
		try (Running open = OpenApplication.start(Nothing.class,
				"--management.endpoints.access.default=unrestricted")) {
			assertThat(get(open, "/actuator/realtime", "").statusCode()).isEqualTo(404);
			assertThat(post(open, "/actuator/realtimenodes/here/cordon", "").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void withSpringSecurityOrdersAreSignedByWhoIsLoggedIn() throws IOException, InterruptedException {
		try (Running secured = secured()) {
			HttpResponse<String> stranger = post(secured, NODE_CORDON, "");
			HttpResponse<String> himself = post(secured, NODE_CORDON, "olga", "{}");
			HttpResponse<String> forAnother = post(secured, NODE_CORDON, "olga");

			assertThat(stranger.statusCode()).isEqualTo(401);
			assertThat(himself.statusCode()).isEqualTo(200);
			assertThat(himself.body()).contains("\"by\":\"olga\"");
			assertThat(forAnother.statusCode()).isEqualTo(200);
			assertThat(forAnother.body()).contains("\"by\":\"anna via olga\"");
			assertThat(get(secured, "/actuator/realtime", "olga").body()).contains("\"by\":\"anna via olga\"");
		}
	}

	@Test
	void signatureThatIsNotLegalIsRefusedAndNothingIsDone(CapturedOutput output)
			throws IOException, InterruptedException {
		String longest = "a".repeat(128 - " via olga".length());
		try (Running secured = secured()) {
			HttpResponse<String> tooLong = post(secured, NODE_CORDON, "olga", "{\"by\":\"a" + longest + "\"}");
			HttpResponse<String> twoLines = post(secured, NODE_CORDON, "olga", "{\"by\":\"anna\\nforged\"}");
			HttpResponse<String> traced = post(secured, "/actuator/realtimetraces/c", "olga",
					"{\"by\":\"anna\\nforged\"}");
			HttpResponse<String> disconnected = HTTP.send(
					request(secured, "/actuator/realtimeconnections/c?by=anna%0Aforged", "olga").DELETE().build(),
					BodyHandlers.ofString());

			assertThat(tooLong.statusCode()).isEqualTo(400);
			assertThat(tooLong.body())
				.contains("a via olga', 129 characters; it needs the name of who it is by: 1 to 128");
			for (HttpResponse<String> refused : List.of(twoLines, traced, disconnected)) {
				assertThat(refused.statusCode()).isEqualTo(400);
				assertThat(refused.body()).contains("An order is signed 'anna?forged via olga'");
			}
			assertThat(get(secured, "/actuator/realtime", "olga").body()).contains("\"revision\":0");
			assertThat(post(secured, NODE_CORDON, "olga", "{\"by\":\"" + longest + "\"}").statusCode()).isEqualTo(200);
		}
		assertThat(output.getOut().lines()).noneMatch((line) -> line.startsWith("forged"));
	}

	private static Running secured() {
		SpringApplicationBuilder builder = new SpringApplicationBuilder(SecuredActuator.class)
			.properties("server.port=0", "realtime.loops=1")
			.bannerMode(Banner.Mode.OFF);
		return OpenApplication.start(builder, EXPOSED, "--realtime.node.name=here",
				"--management.endpoints.access.default=unrestricted");
	}

	@Test
	void withoutTheActuatorThereAreNoEndpoints() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
					TaskExecutionAutoConfiguration.class, RealtimeAutoConfiguration.class,
					RealtimeClusterAutoConfiguration.class, RealtimeSecurityAutoConfiguration.class,
					RealtimeServletAutoConfiguration.class, RealtimeControlAutoConfiguration.class,
					RealtimeInspectionAutoConfiguration.class, RealtimeEndpointAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.withPropertyValues("realtime.broker=memory")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ClusterView.class)
				.doesNotHaveBean(ClusterEndpoint.class));
	}

	private static HttpResponse<String> get(Running application, String path, String user)
			throws IOException, InterruptedException {
		return HTTP.send(request(application, path, user).GET().build(), BodyHandlers.ofString());
	}

	private static HttpResponse<String> post(Running application, String path, String user)
			throws IOException, InterruptedException {
		return post(application, path, user, CORDON);
	}

	private static HttpResponse<String> post(Running application, String path, String user, String body)
			throws IOException, InterruptedException {
		return HTTP.send(request(application, path, user).header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	private static HttpRequest.Builder request(Running application, String path, String user) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http" + application.url(path)));
		String credentials = Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
		return user.isEmpty() ? request : request.header("Authorization", "Basic " + credentials);
	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class SecuredActuator {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.csrf(AbstractHttpConfigurer::disable)
				.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(User.withUsername("olga").password("{noop}secret").build());
		}

		@Bean
		TomcatServletWebServerFactory tomcat() {
			return new TomcatServletWebServerFactory();
		}

	}

}
