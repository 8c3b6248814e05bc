package dev.realtime.sample.cricket.score;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One delivery as a mark in the scorebook: {@code 0}, {@code 4}, {@code W}, {@code 1wd},
 * {@code 4b}; a wicket on which runs were scored is {@code 1W}.
 *
 * @param symbol the mark
 */
public record BallMark(@JsonValue String symbol) {

	/**
	 * Marks a delivery.
	 * @param ball the delivery
	 * @return its mark
	 */
	public static BallMark of(Ball ball) {
		StringBuilder symbol = new StringBuilder();
		if (ball.total() > 0 || ball.wicket() == null) {
			symbol.append(ball.total());
		}
		if (ball.extraKind() != null) {
			symbol.append(ball.extraKind().symbol());
		}
		if (ball.wicket() != null) {
			symbol.append('W');
		}
		return new BallMark(symbol.toString());
	}

	/**
	 * Returns what kind of delivery it was, for the eye.
	 * @return one of {@code wicket}, {@code extra}, {@code six}, {@code four},
	 * {@code dot}, {@code run}
	 */
	public String kind() {
		if (this.symbol.endsWith("W")) {
			return "wicket";
		}
		if (!Character.isDigit(this.symbol.charAt(this.symbol.length() - 1))) {
			return "extra";
		}
		return switch (this.symbol) {
			case "0" -> "dot";
			case "4" -> "four";
			case "6" -> "six";
			default -> "run";
		};
	}

}
