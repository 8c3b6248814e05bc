package dev.realtime.benchmark.report;

import java.util.Collection;
import java.util.Locale;

/**
 * A figure over several passes.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param min the lowest
 * @param max the highest
 * @param passes how many there were
 */
public record Spread(double median, double min, double max, int passes) {

	/**
	 * Sums up.
	 * @param values one for each pass, at least one
	 * @return their spread
	 * @throws IllegalArgumentException if there are none
	 */
	public static Spread of(Collection<Double> values) {
		if (values.isEmpty()) {
			throw new IllegalArgumentException("A spread needs at least one value");
		}
		double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		int middle = sorted.length / 2;
		double median = (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
		return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
	}

	String text(int decimals) {
		String pattern = "%,." + decimals + "f";
		String middle = String.format(Locale.ROOT, pattern, this.median);
		if (this.passes == 1 || this.min == this.max) {
			return middle;
		}
		return middle + " (" + String.format(Locale.ROOT, pattern, this.min) + ".."
				+ String.format(Locale.ROOT, pattern, this.max) + ")";
	}

}
