package dev.realtime.endpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.realtime.testing.Repository;

/**
 * What the sources of the endpoints say of members and parameters.
 */
final class SourceWords {

	private static final String SOURCES = "realtime-starter/src/main/java/dev/realtime/endpoint/";

	private static final Pattern PARAM = Pattern.compile("@param (\\w+) (.*?)(?=\\n@|\\z)", Pattern.DOTALL);

	private SourceWords() {
	}

	/** Of the members of a record. */
	static Map<String, String> ofMembers(Class<?> type) {
		return before(source(type), "public record " + type.getSimpleName() + "\\(");
	}

	/** Of the parameters of a method. */
	static Map<String, String> ofParameters(Class<?> type, String method) {
		return before(source(type), "\\n\\tpublic [^\\n=;(]*\\b" + method + "\\(");
	}

	private static String source(Class<?> type) {
		Class<?> outer = type;
		while (outer.getEnclosingClass() != null) {
			outer = outer.getEnclosingClass();
		}
		return Repository.read(SOURCES + outer.getSimpleName() + ".java");
	}

	private static Map<String, String> before(String source, String declaration) {
		Matcher found = Pattern.compile(declaration).matcher(source);
		if (!found.find()) {
			throw new AssertionError("There is no " + declaration);
		}
		int end = source.lastIndexOf("*/", found.start());
		String comment = source.substring(source.lastIndexOf("/**", end), end).replaceAll("\\n\\s*\\* ?", "\n");
		Map<String, String> words = new LinkedHashMap<>();
		PARAM.matcher(comment)
			.results()
			.forEach((each) -> words.put(each.group(1), each.group(2).strip().replaceAll("\\s+", " ")));
		return words;
	}

}
