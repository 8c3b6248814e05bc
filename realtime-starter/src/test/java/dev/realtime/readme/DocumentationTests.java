package dev.realtime.readme;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.protocol.UnsubscribeReason;
import dev.realtime.testing.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the pages say agrees with the code: examples compile, tables of codes are
 * complete, links lead somewhere.
 */
class DocumentationTests {

	@Test
	void examplesOfTheProgrammingModelCompile(@TempDir Path folder) {
		Page page = Page.of("docs/programming-model.md");
		Map<String, String> files = page.files();

		assertThat(files).hasSize(page.text().split("```java", -1).length - 1);
		new Workshop(folder).build(files, Workshop.testClassPath());
	}

	@Test
	void codesOfTheProtocolAreTheCatalogues() throws IllegalAccessException {
		List<List<String>> written = Page.of("docs/protocol.md")
			.numberedRows()
			.stream()
			.map((row) -> row.subList(0, 3))
			.toList();

		assertThat(written).containsExactlyElementsOf(
				Stream.of(errors(), unsubscribes(), closes()).flatMap(Function.identity()).toList());
	}

	@ParameterizedTest
	@MethodSource("pages")
	void linksLeadSomewhere(Page page) {
		List<String> broken = page.links()
			.stream()
			.filter((link) -> !link.contains("://") && !link.startsWith("#"))
			.filter((link) -> !Files.exists(page.file().resolveSibling(link.replaceFirst("#.*", ""))))
			.toList();

		assertThat(broken).isEmpty();
	}

	@Test
	void decisionsAreNumberedAndComplete() {
		List<Page> decisions = Repository.files("docs/decisions", ".md").stream().map(Page::of).toList();

		for (int i = 0; i < decisions.size(); i++) {
			String number = "%04d".formatted(i + 1);
			assertThat(decisions.get(i).file().getFileName().toString()).startsWith(number + "-");
			assertThat(decisions.get(i).text()).startsWith("# " + number + " ")
				.contains("**Context.**", "**Decision.**", "**Consequences.**", "**What would change our mind.**");
		}
	}

	private static List<Page> pages() {
		return Page.all();
	}

	private static Stream<List<String>> errors() {
		return Stream.of(ErrorCode.values())
			.map(ErrorCode::error)
			.map((error) -> List.of(String.valueOf(error.code()), error.message(), error.temporary() ? "yes" : "no"));
	}

	private static Stream<List<String>> unsubscribes() throws IllegalAccessException {
		return constants(UnsubscribeReason.class).stream()
			.map((reason) -> List.of(String.valueOf(reason.code()), reason.reason(),
					reason.isResubscribe() ? "subscribes again" : "stays away"));
	}

	/** In the order of their codes. */
	private static Stream<List<String>> closes() throws IllegalAccessException {
		return constants(CloseReason.class).stream()
			.sorted(Comparator.comparingInt(CloseReason::code))
			.map((reason) -> List.of(String.valueOf(reason.code()), reason.reason(),
					reason.isReconnect() ? "comes back" : "stays away"));
	}

	private static <T> List<T> constants(Class<T> catalogue) throws IllegalAccessException {
		List<T> constants = new ArrayList<>();
		for (Field field : catalogue.getFields()) {
			if (Modifier.isStatic(field.getModifiers()) && field.getType() == catalogue) {
				constants.add(catalogue.cast(field.get(null)));
			}
		}
		return constants;
	}

}
