package dev.realtime.benchmark.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.realtime.benchmark.report.Report.ServerFigures;
import dev.realtime.benchmark.scenario.Metric;

/**
 * A report for people: a row for each metric, a column for each server, medians with
 * lowest and highest pass in parentheses.
 */
public final class Table {

	private final List<List<String>> rows = new ArrayList<>();

	/**
	 * Lays a report out.
	 * @param report the figures
	 */
	public Table(Report report) {
		List<String> head = new ArrayList<>(List.of(report.scenario().label()));
		report.servers().forEach((server) -> head.add(server.server()));
		this.rows.add(head);
		List<Map<Metric, Spread>> summaries = report.servers().stream().map(ServerFigures::summary).toList();
		for (Metric metric : Metric.values()) {
			if (summaries.stream().anyMatch((summary) -> summary.containsKey(metric))) {
				this.rows.add(row(metric, summaries));
			}
		}
	}

	private static List<String> row(Metric metric, List<Map<Metric, Spread>> summaries) {
		List<String> row = new ArrayList<>(List.of(metric.label()));
		for (Map<Metric, Spread> summary : summaries) {
			Spread spread = summary.get(metric);
			row.add((spread != null) ? spread.text(metric.decimals()) : "-");
		}
		return row;
	}

	@Override
	public String toString() {
		int[] widths = new int[this.rows.get(0).size()];
		for (List<String> row : this.rows) {
			Arrays.setAll(widths, (column) -> Math.max(widths[column], row.get(column).length()));
		}
		StringBuilder text = new StringBuilder();
		for (List<String> row : this.rows) {
			text.append(row.get(0)).append(" ".repeat(widths[0] - row.get(0).length()));
			for (int column = 1; column < widths.length; column++) {
				String cell = row.get(column);
				text.append("  ").append(" ".repeat(widths[column] - cell.length())).append(cell);
			}
			text.append('\n');
		}
		return text.toString();
	}

}
