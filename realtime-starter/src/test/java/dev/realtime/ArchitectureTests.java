package dev.realtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.realtime.testing.Repository;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The law of the house: which room may look at which, where the frameworks stop, and what
 * no room may do.
 */
class ArchitectureTests {

	private static final String BASE = "dev.realtime";

	/** What applications use: the package without a name of its own below the base. */
	private static final String ROOT = "";

	private static final String SOURCES = "realtime-starter/src/main/java";

	/**
	 * Which rooms a room may look at, itself apart. A new room is put on this map when
	 * its first class is written; {@code autoconfigure} may look at all of them.
	 */
	private static final Map<String, Set<String>> MAP = Map.ofEntries(
			// The vocabulary
			room("message"), room("protocol", "message"), room(ROOT, "message", "protocol", "overload", "drain"),
			room("latency"), room("loop", "latency"),
			// Leaves
			room("reconnect", "admission"), room("broker", "message"), room("broker.memory", "broker", "message"),
			room("redis", "message"), room("redis.lease", "redis", "message"),
			room("broker.redis", "broker", "message", "redis"),
			room("health", "message", "redis", "overload", "drain", "control"),
			room("metrics", "message", "protocol", "loop", "latency", "outbound", "channel", "command", "session",
					"transport.servlet", "redis", "broker.redis", "cluster", "cluster.redis", "presence.redis",
					"admission", "overload", "drain", "control", "reconnect", "inspect"),
			room("presence", "message"), room("presence.memory", "presence", "message"),
			room("presence.redis", "presence", "message", "redis", "redis.lease"),
			room("outbound", "message", "protocol"), room("heartbeat"), room("delta"), room("overload"),
			room("drain", "message"), room("admission", "message", "protocol"),
			room("cluster", ROOT, "message", "protocol", "loop", "admission", "drain", "latency"),
			room("cluster.memory", "cluster", "message"),
			room("cluster.redis", "cluster", "message", "redis", "redis.lease"),
			room("security", ROOT, "message", "protocol"), room("security.spring", "security", "message", "protocol"),
			// transport -> session -> command -> channel -> broker
			room("channel", ROOT, "message", "protocol", "loop", "broker", "outbound", "delta", "latency"),
			room("command", ROOT, "message", "protocol", "loop", "channel", "broker", "presence", "security",
					"admission"),
			room("session", ROOT, "message", "protocol", "loop", "command", "channel", "outbound", "heartbeat",
					"security", "cluster", "admission", "reconnect"),
			room("transport.servlet", "message", "protocol", "loop", "session", "security", "admission"),
			room("transport.servlet.tomcat", "message", "protocol", "loop", "session", "transport.servlet"),
			room("control", ROOT, "message", "protocol", "loop", "overload", "admission", "drain", "latency", "cluster",
					"outbound", "channel", "session"),
			room("operator", "message", "loop", "channel", "overload", "drain", "cluster"),
			room("inspect", "message", "loop", "cluster", "channel", "session", "outbound", "reconnect"),
			room("endpoint", ROOT, "message", "protocol", "loop", "latency", "overload", "drain", "cluster", "outbound",
					"channel", "session", "inspect", "operator", "reconnect"),
			// Beside them
			room("controller", ROOT, "message", "protocol", "command", "security"));

	private static final String WIRING = "autoconfigure";

	/** State of these rooms belongs to one loop at a time and needs no lock. */
	private static final List<String> LOOP_CONFINED = List.of("message", "protocol", "outbound", "heartbeat", "channel",
			"command", "session");

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(BASE);

	private static final Pattern PUBLIC_TYPE = Pattern
		.compile("^\\t*public (?:(?:static|abstract|final|sealed|non-sealed) )*"
				+ "(?:class|record|interface|@interface|enum) (\\w+)", Pattern.MULTILINE);

	@Test
	void everyRoomIsOnTheMap() {
		Set<String> known = new TreeSet<>(MAP.keySet());
		known.add(WIRING);

		assertThat(rooms()).isEqualTo(known);
	}

	@ParameterizedTest
	@MethodSource("rooms")
	void roomLooksOnlyWhereTheMapAllows(String room) {
		Set<String> allowed = room.equals(WIRING) ? MAP.keySet() : MAP.get(room);
		String[] closed = rooms().stream()
			.filter((other) -> !other.equals(room) && !allowed.contains(other))
			.map(ArchitectureTests::packageOf)
			.toArray(String[]::new);

		noClasses().that()
			.resideInAPackage(packageOf(room))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(closed)
			.check(CLASSES);
	}

	@Test
	void roomsFormNoCycle() {
		slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void springBootStaysWhereBeansAreMade() {
		DescribedPredicate<JavaClass> boot = resideInAPackage("org.springframework.boot..")
			.and(not(resideInAPackage("org.springframework.boot.context.properties.bind")))
			.as("belong to Spring Boot, its annotations for binding apart");

		onlyIn(boot, "autoconfigure..", "endpoint..", "health..");
	}

	@Test
	void annotationsForBindingStandOnSettingsOnly() {
		DescribedPredicate<JavaClass> settings = describe("are records named Settings",
				(type) -> type.isRecord() && type.getSimpleName().endsWith("Settings"));

		noClasses().that(not(settings))
			.and()
			.resideOutsideOfPackage(packageOf(WIRING))
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot.context.properties.bind")
			.check(CLASSES);
	}

	@Test
	void theHeartIsPlainJava() {
		DescribedPredicate<JavaClass> spring = resideInAPackage("org.springframework..")
			.and(not(resideInAPackage("org.springframework.boot.context.properties.bind")))
			.as("belong to Spring");

		noClasses().that()
			.resideInAnyPackage(Stream
				.concat(LOOP_CONFINED.stream(),
						Stream.of("loop", "broker", "presence", "security", "cluster", "admission", "overload",
								"drain"))
				.map(ArchitectureTests::packageOf)
				.toArray(String[]::new))
			.should()
			.dependOnClassesThat(spring)
			.check(CLASSES);
	}

	@Test
	void micrometerStaysInMetrics() {
		onlyIn(resideInAPackage("io.micrometer.."), "metrics..", "autoconfigure..");
	}

	@Test
	void redisClientsStayInRedisRooms() {
		onlyIn(resideInAnyPackage("io.lettuce..", "redis.clients..", "org.springframework.data.redis.."), "redis..",
				"*.redis..", "autoconfigure..");
	}

	@Test
	void servletTypesStayInTransports() {
		onlyIn(resideInAnyPackage("jakarta.servlet..", "jakarta.websocket..", "org.springframework.web..",
				"org.apache.catalina..", "org.apache.coyote..", "org.apache.tomcat.."), "transport.servlet..",
				"transport.http..", "autoconfigure..");
	}

	@Test
	void springSecurityStaysInItsAdapters() {
		onlyIn(resideInAPackage("org.springframework.security.."), "security.spring..", "autoconfigure..");
	}

	@Test
	void nothingIsPrintedAndLoggingIsNotTheJdks() {
		NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
		NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CLASSES);
	}

	@Test
	void nobodySleeps() {
		noClasses().should()
			.callMethodWhere(describe("is Thread.sleep",
					(JavaAccess<?> call) -> call.getTargetOwner().isEquivalentTo(Thread.class)
							&& call.getTarget().getName().equals("sleep")))
			.check(CLASSES);
	}

	@Test
	void namesSayWhatATypeIs() {
		noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)").check(CLASSES);
	}

	@ParameterizedTest
	@MethodSource("rooms")
	void roomGreetsItsVisitorsAndIsNullMarked(String room) throws ClassNotFoundException {
		Class<?> packageInfo = Class.forName(packageOf(room) + ".package-info");

		assertThat(packageInfo).hasAnnotation(NullMarked.class);
		assertThat(Repository.read(SOURCES + "/" + packageOf(room).replace('.', '/') + "/package-info.java"))
			.startsWith("/**");
	}

	@ParameterizedTest
	@MethodSource("loopConfinedRooms")
	void stateOfALoopNeedsNoLock(String room) {
		assertThat(sources(SOURCES + "/" + packageOf(room).replace('.', '/'))).isNotEmpty()
			.allSatisfy((file) -> assertThat(Repository.read(file)).as(file.toString())
				.doesNotContainPattern("\\bsynchronized\\b")
				.doesNotContain("java.util.concurrent.locks"));
	}

	@Test
	void publicTypesSayWhatTheyAre() {
		List<String> silent = sources(SOURCES).stream()
			.flatMap((file) -> PUBLIC_TYPE.matcher(Repository.read(file))
				.results()
				.filter((type) -> !isDocumented(Repository.read(file).substring(0, type.start())))
				.map((type) -> file.getFileName() + ": " + type.group(1)))
			.toList();

		assertThat(silent).isEmpty();
	}

	private static Map.Entry<String, Set<String>> room(String name, String... others) {
		return Map.entry(name, Set.of(others));
	}

	private static Set<String> rooms() {
		return CLASSES.stream()
			.map(JavaClass::getPackageName)
			.map((name) -> name.equals(BASE) ? ROOT : name.substring(BASE.length() + 1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static List<String> loopConfinedRooms() {
		return LOOP_CONFINED;
	}

	private static String packageOf(String room) {
		return room.isEmpty() ? BASE : BASE + "." + room;
	}

	private static void onlyIn(DescribedPredicate<? super JavaClass> types, String... packages) {
		String[] rooms = Stream.of(packages).map(ArchitectureTests::packageOf).toArray(String[]::new);
		noClasses().that().resideOutsideOfPackages(rooms).should().dependOnClassesThat(types).check(CLASSES);
	}

	private static List<Path> sources(String folder) {
		return Repository.files(folder, ".java");
	}

	/** Whether nothing but annotations stands between a comment and the type. */
	private static boolean isDocumented(String before) {
		int end = before.lastIndexOf("*/");
		Matcher code = Pattern.compile(";|^\\t*}", Pattern.MULTILINE).matcher(before.substring(Math.max(end, 0)));
		return end >= 0 && !code.find() && before.lastIndexOf("/**") > before.lastIndexOf("*/", end - 1);
	}

}
