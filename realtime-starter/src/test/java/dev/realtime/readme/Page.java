package dev.realtime.readme;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.realtime.testing.Repository;

/**
 * A page of documentation.
 *
 * @param file where it is
 * @param text what it says, in Markdown
 */
record Page(Path file, String text) {

	private static final Pattern FILE = Pattern.compile("<!-- file: (\\S+) -->\\n```\\w+\\n(.*?)\\n```\\n",
			Pattern.DOTALL);

	private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

	private static final Pattern CODE_BLOCK = Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);

	static Page of(String path) {
		return of(Repository.path(path));
	}

	static List<Page> all() {
		Stream<Path> top = Stream.of("README.md", "CONTRIBUTING.md", "benchmarks/README.md").map(Repository::path);
		return Stream.concat(top, Repository.files("docs", ".md").stream()).map(Page::of).toList();
	}

	static Page of(Path file) {
		return new Page(file, Repository.read(file));
	}

	/** The code blocks that are files, by path, in the order of the page. */
	Map<String, String> files() {
		Map<String, String> files = new LinkedHashMap<>();
		FILE.matcher(text()).results().forEach((block) -> files.put(block.group(1), block.group(2) + "\n"));
		return files;
	}

	/** Where the page points, as written. */
	List<String> links() {
		String prose = CODE_BLOCK.matcher(text()).replaceAll("");
		return LINK.matcher(prose).results().map((link) -> link.group(1)).toList();
	}

	/** The cells of every table row that begins with a number. */
	List<List<String>> numberedRows() {
		return Pattern.compile("^\\| (\\d+) \\|(.*)\\|$", Pattern.MULTILINE)
			.matcher(text())
			.results()
			.map(Page::cells)
			.toList();
	}

	private static List<String> cells(MatchResult row) {
		return Stream.concat(Stream.of(row.group(1)), Stream.of(row.group(2).split("\\|")).map(String::strip)).toList();
	}

	@Override
	public String toString() {
		return Repository.path("").relativize(this.file).toString();
	}

}
