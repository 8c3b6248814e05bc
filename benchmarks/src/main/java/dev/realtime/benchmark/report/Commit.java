package dev.realtime.benchmark.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The commit that was measured.
 */
public final class Commit {

	private Commit() {
	}

	/**
	 * Asks git.
	 * @param directory inside the work tree
	 * @return the commit, marked when the work tree differs from it, or {@code unknown}
	 */
	public static String of(Path directory) {
		String commit = git(directory, "rev-parse", "HEAD");
		if (commit.isEmpty()) {
			return "unknown";
		}
		return git(directory, "status", "--porcelain").isEmpty() ? commit : commit + " with changes";
	}

	private static String git(Path directory, String... arguments) {
		try {
			List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
			command.addAll(List.of(arguments));
			Process git = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
			String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
			return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? output : "";
		}
		catch (IOException ex) {
			// No git here: the report says so.
			return "";
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return "";
		}
	}

}
