package dev.realtime.autoconfigure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.origin.Origin;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

import dev.realtime.controller.RealtimeControllers;

/**
 * Shows what this starter refuses when it is configured as a plain sentence, and where
 * the properties it speaks of are set. What goes wrong in other places is not its affair:
 * there the stack trace is needed.
 */
@Order(0)
final class ConfigurationFailureAnalyzer implements FailureAnalyzer {

	private static final String PREFIX = "realtime";

	private static final String OURS = "dev.realtime.";

	private static final Pattern PROPERTY = Pattern
		.compile("\\b(?:realtime|server\\.tomcat)\\.[a-z][a-z-]*(?:\\[\\d+])?(?:\\.[a-z][a-z-]*)*");

	private final Environment environment;

	ConfigurationFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		boolean binding = false;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			binding |= cause instanceof BindException bind && isOurs(bind.getName());
			String message = cause.getMessage();
			if (message != null && isRefusal(cause, binding)) {
				return new FailureAnalysis(message, action(message), cause);
			}
		}
		return null;
	}

	private static boolean isOurs(ConfigurationPropertyName name) {
		ConfigurationPropertyName prefix = ConfigurationPropertyName.of(PREFIX);
		return name.equals(prefix) || prefix.isAncestorOf(name);
	}

	private static boolean isRefusal(Throwable cause, boolean binding) {
		if (!(cause instanceof IllegalArgumentException || cause instanceof IllegalStateException)) {
			return false;
		}
		List<String> ours = Stream.of(cause.getStackTrace())
			.map(StackTraceElement::getClassName)
			.takeWhile((name) -> name.startsWith(OURS) || name.startsWith("java."))
			.filter((name) -> name.startsWith(OURS))
			.toList();
		return !ours.isEmpty() && (binding || ours.stream().anyMatch(ConfigurationFailureAnalyzer::configures));
	}

	private static boolean configures(String className) {
		return className.equals(RealtimeControllers.class.getName())
				|| className.startsWith(ConfigurationFailureAnalyzer.class.getPackageName());
	}

	private String action(String message) {
		Set<String> lines = new LinkedHashSet<>();
		Matcher matcher = PROPERTY.matcher(message);
		while (matcher.find()) {
			ConfigurationProperty property = find(matcher.group());
			if (property != null) {
				lines.add("%n    %s, set in %s".formatted(property.getName(), place(property)));
			}
		}
		return lines.isEmpty() ? "Update your application."
				: "Update your application's configuration. It says:%n".formatted() + String.join("", lines);
	}

	private @Nullable ConfigurationProperty find(String name) {
		ConfigurationProperty property = find(ConfigurationPropertyName.of(name));
		int element = name.indexOf(']');
		// What is missing has no place, but the list element it is missing in has one.
		return (property != null || element < 0) ? property
				: find(ConfigurationPropertyName.of(name.substring(0, element + 1)));
	}

	private static String place(ConfigurationProperty property) {
		Origin origin = property.getOrigin();
		return (origin != null) ? origin.toString() : "a place unknown";
	}

	/** The property, or, if it stands for several, the first of them. */
	private @Nullable ConfigurationProperty find(ConfigurationPropertyName name) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property == null && source instanceof IterableConfigurationPropertySource iterable) {
				property = iterable.stream()
					.filter(name::isAncestorOf)
					.map(source::getConfigurationProperty)
					.findFirst()
					.orElse(null);
			}
			if (property != null) {
				return property;
			}
		}
		return null;
	}

}
