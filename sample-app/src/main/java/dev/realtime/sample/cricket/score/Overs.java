package dev.realtime.sample.cricket.score;

/**
 * Overs in cricket's own notation, in which 19.4 is four balls after nineteen overs.
 */
final class Overs {

	static final int BALLS = 6;

	private Overs() {
	}

	static String text(int balls) {
		return balls / BALLS + "." + balls % BALLS;
	}

}
