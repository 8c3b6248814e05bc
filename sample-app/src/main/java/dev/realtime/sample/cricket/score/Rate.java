package dev.realtime.sample.cricket.score;

/**
 * Averages, rounded to the two places that scorecards print.
 */
final class Rate {

	private Rate() {
	}

	static double perOver(int runs, int balls) {
		return per(6, runs, balls);
	}

	static double perHundred(int runs, int balls) {
		return per(100, runs, balls);
	}

	private static double per(int unit, int runs, int balls) {
		return (balls > 0) ? Math.round(100.0 * unit * runs / balls) / 100.0 : 0;
	}

}
