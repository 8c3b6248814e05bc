package dev.realtime.endpoint;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

import dev.realtime.testing.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** What operators read about endpoints, against the endpoints. */
class OperatingPageTests {

	private static final String PAGE = Repository.read("docs/operating.md");

	@ParameterizedTest
	@MethodSource("endpoints")
	void pageHasEveryRequest(Class<?> endpoint) {
		WebEndpoint annotation = endpoint.getAnnotation(WebEndpoint.class);
		List<String> requests = operations(endpoint).stream()
			.flatMap((method) -> requests(annotation, method))
			.toList();

		assertThat(requests).isNotEmpty().allSatisfy((request) -> assertThat(PAGE).contains("| `" + request + "` |"));
		assertThat(annotation.defaultAccess()).isEqualTo(Access.READ_ONLY);
	}

	@ParameterizedTest
	@MethodSource("endpoints")
	void pageHasEveryParameterAsTheSourcesSayIt(Class<?> endpoint) {
		for (Method method : operations(endpoint)) {
			Map<String, String> words = SourceWords.ofParameters(endpoint, method.getName());
			words.remove("security");
			String name = endpoint.getSimpleName() + "." + method.getName();
			boolean onlyClientOrNode = words.keySet().stream().allMatch(List.of("client", "node")::contains);
			if (!onlyClientOrNode) {
				assertTable("parameters: " + name, "parameter", words);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("descriptors")
	void pageHasEveryMemberAsTheSourcesSayIt(Class<?> descriptor) {
		String name = descriptor.getName().substring(descriptor.getPackageName().length() + 1).replace('$', '.');
		Map<String, String> words = SourceWords.ofMembers(descriptor);

		assertThat(words.keySet()).containsExactlyElementsOf(
				Stream.of(descriptor.getRecordComponents()).map((each) -> each.getName()).toList());
		assertTable("fields: " + name, "member", words);
	}

	@Test
	void pageTellsOfNothingElse() {
		List<String> requests = endpoints().stream()
			.flatMap((endpoint) -> operations(endpoint).stream()
				.flatMap((method) -> requests(endpoint.getAnnotation(WebEndpoint.class), method)))
			.toList();

		assertThat(PAGE.lines()
			.filter((line) -> line.matches("\\| `(GET|POST|DELETE) .*"))
			.map((line) -> line.replaceAll("^\\| `([^`]+)`.*", "$1"))).containsExactlyInAnyOrderElementsOf(requests);
	}

	private static void assertTable(String marker, String head, Map<String, String> words) {
		List<String> rows = new ArrayList<>(
				List.of("<!-- " + marker + " -->", "| " + head + " | meaning |", "|---|---|"));
		words.forEach((name, text) -> rows.add("| `" + name + "` | " + text + " |"));
		assertThat(PAGE + "\n").contains(String.join("\n", rows) + "\n\n");
	}

	/** As an operator writes them; what an enum chooses is written out. */
	private static Stream<String> requests(WebEndpoint endpoint, Method method) {
		String verb = method.isAnnotationPresent(ReadOperation.class) ? "GET"
				: method.isAnnotationPresent(WriteOperation.class) ? "POST" : "DELETE";
		List<String> paths = List.of("/actuator/" + endpoint.id());
		for (Parameter parameter : method.getParameters()) {
			if (parameter.isAnnotationPresent(Selector.class)) {
				List<String> values = parameter.getType().isEnum()
						? Stream.of(parameter.getType().getEnumConstants()).map(OperatingPageTests::kebab).toList()
						: List.of("{" + parameter.getName() + "}");
				paths = paths.stream().flatMap((path) -> values.stream().map((value) -> path + "/" + value)).toList();
			}
		}
		return paths.stream().map((path) -> verb + " " + path);
	}

	private static String kebab(Object constant) {
		return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static List<Method> operations(Class<?> endpoint) {
		return Stream.of(endpoint.getDeclaredMethods())
			.filter((method) -> method.isAnnotationPresent(ReadOperation.class)
					|| method.isAnnotationPresent(WriteOperation.class)
					|| method.isAnnotationPresent(DeleteOperation.class))
			.toList();
	}

	private static List<Class<?>> endpoints() {
		return classes().filter((type) -> type.isAnnotationPresent(WebEndpoint.class)).toList();
	}

	private static List<Class<?>> descriptors() {
		return classes().filter((type) -> type.isRecord() && Modifier.isPublic(type.getModifiers())).toList();
	}

	private static Stream<Class<?>> classes() {
		return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages(OperatingPageTests.class.getPackageName())
			.stream()
			.map(JavaClass::reflect);
	}

}
