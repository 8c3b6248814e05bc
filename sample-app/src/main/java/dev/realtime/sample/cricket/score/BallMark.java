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

	/**
	 * Returns the mark as it is printed: a dot ball is a dot.
	 * @return the symbol, or a dot
	 */
	public String shown() {
		return this.symbol.equals("0") ? "\u2022" : this.symbol;
	}

	/**
	 * Returns the mark as it is spoken, for those who do not see it.
	 * @return such as {@code four}, {@code 1 wide}, {@code wicket}
	 */
	public String words() {
		String number = this.symbol.replaceAll("\\D", "");
		String letters = this.symbol.substring(number.length());
		int runs = number.isEmpty() ? 0 : Integer.parseInt(number);
		if (letters.endsWith("W")) {
			return (runs > 0) ? "wicket, " + plural(runs, "run") : "wicket";
		}
		for (ExtraKind kind : ExtraKind.values()) {
			if (kind.symbol().equals(letters)) {
				return plural(runs, kind.word());
			}
		}
		return switch (runs) {
			case 0 -> "dot ball";
			case 4 -> "four";
			case 6 -> "six";
			default -> plural(runs, "run");
		};
	}

	private static String plural(int number, String noun) {
		return number + " " + noun + ((number == 1) ? "" : "s");
	}

}
