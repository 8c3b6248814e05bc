package dev.realtime.autoconfigure;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.heartbeat.HeartbeatSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What developers read about properties: in their editor and in {@code configuration.md}.
 */
class ConfigurationPageTests {

	private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");

	private static final Path PAGE = Path.of("../docs/configuration.md");

	private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

	@ParameterizedTest
	@MethodSource
	void everyRecordComponentIsInTheMetadata(String name, String defaultValue) {
		JsonNode property = metadata().filter((candidate) -> candidate.path("name").asString().equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError(name + " is not in " + METADATA));

		assertThat(property.path("defaultValue").asString("")).isEqualTo(defaultValue);
		assertThat(property.path("description").asString("")).isNotBlank();
	}

	static Stream<String[]> everyRecordComponentIsInTheMetadata() {
		List<String[]> names = new ArrayList<>();
		collect(RealtimeProperties.class, "realtime", names);
		return names.stream();
	}

	@Test
	void descriptionsBeginWithACapitalAndNoArticleAndEndWithoutAFullStop() {
		assertThat(metadata()).isNotEmpty()
			.extracting((property) -> property.path("description").asString(""))
			.allSatisfy((description) -> assertThat(description).matches("[A-Z].*[^.]").doesNotMatch("(The|A|An) .*"));
		assertThat(metadata().filter((property) -> property.path("type").asString().endsWith("Boolean")))
			.extracting((property) -> property.path("description").asString())
			.allMatch((description) -> description.startsWith("Whether "));
	}

	@Test
	void pageHasEveryPropertyWithDefaultAndDescription() throws IOException {
		assertThat(page())
			.contains(metadata().map((property) -> "| `%s` | %s | %s |".formatted(property.path("name").asString(),
					property.has("defaultValue") ? "`" + property.path("defaultValue").asString() + "`" : "",
					property.path("description").asString()))
				.toList());
	}

	@Test
	void pageHasEveryOptionOfAChannelRuleWithItsDefault() throws IOException {
		List<String> rows = new ArrayList<>();
		rows(RealtimeProperties.Channel.class, "", rows);

		assertThat(rows).contains("| `pattern` | required |", "| `history.ttl` | `24h` |");
		assertThat(page()).contains(rows);
	}

	@Test
	void everyExampleOfThePageIsTakenAsItStands() throws IOException {
		Matcher example = EXAMPLE.matcher(page());
		int examples = 0;
		while (example.find()) {
			examples++;
			StandardEnvironment environment = new StandardEnvironment();
			for (PropertySource<?> source : new YamlPropertySourceLoader().load("example",
					new ByteArrayResource(example.group(1).getBytes(StandardCharsets.UTF_8)))) {
				environment.getPropertySources().addFirst(source);
				assertThat(((MapPropertySource) source).getPropertyNames()).as("known to the metadata")
					.allMatch(ConfigurationPageTests::isKnown);
			}
			ConfigurationPropertySources.attach(environment);
			RealtimeProperties properties = Binder.get(environment).bindOrCreate("realtime", RealtimeProperties.class);
			assertThat(ConfiguredRules.of(properties.channels()).all()).isNotEmpty();
		}
		assertThat(examples).isPositive();
	}

	@Test
	void defaultsInCodeAreThoseOfTheProperties() {
		RealtimeProperties properties = new Binder(new MapConfigurationPropertySource()).bindOrCreate("realtime",
				RealtimeProperties.class);

		assertThat(properties.heartbeat()).isEqualTo(HeartbeatSettings.DEFAULTS);
	}

	private static boolean isKnown(String name) {
		return !name.startsWith("realtime.") || name.startsWith("realtime.channels[") || metadata()
			.anyMatch((property) -> property.path("name").asString().equals(name.replaceAll("\\[.*", "")));
	}

	private static void collect(Class<?> type, String prefix, List<String[]> names) {
		for (RecordComponent component : type.getRecordComponents()) {
			String name = prefix + "." + kebab(component.getName());
			if (component.getType().isRecord()) {
				collect(component.getType(), name, names);
			}
			else {
				names.add(new String[] { name, defaultOf(type, component) });
			}
		}
	}

	private static void rows(Class<?> type, String prefix, List<String> rows) {
		for (RecordComponent component : type.getRecordComponents()) {
			String name = prefix + kebab(component.getName());
			if (component.getType().isRecord()) {
				rows(component.getType(), name + ".", rows);
			}
			else {
				String value = defaultOf(type, component);
				String none = (annotationOf(type, component) != null) ? "required" : "";
				rows.add("| `%s` | %s |".formatted(name, value.isEmpty() ? none : "`" + value + "`"));
			}
		}
	}

	private static String defaultOf(Class<?> type, RecordComponent component) {
		DefaultValue value = annotationOf(type, component);
		return (value != null) ? String.join(",", value.value()) : "";
	}

	/** Absent where nothing is a value of its own. */
	private static @Nullable DefaultValue annotationOf(Class<?> type, RecordComponent component) {
		return Stream.of(type.getDeclaredConstructors()[0].getParameters())
			.filter((parameter) -> parameter.getName().equals(component.getName()))
			.findFirst()
			.orElseThrow()
			.getAnnotation(DefaultValue.class);
	}

	private static String kebab(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

	private static Stream<JsonNode> metadata() {
		// What Spring Boot says of every endpoint it says itself.
		return JsonMapper.shared()
			.readTree(METADATA.toFile())
			.path("properties")
			.valueStream()
			.filter((property) -> !property.path("name").asString().startsWith("management.endpoint."));
	}

	private static String page() throws IOException {
		return Files.readString(PAGE);
	}

}
