package dev.realtime.overload;

import java.time.Duration;

/**
 * How long something lasts, as one would say it.
 */
final class Words {

	private Words() {
	}

	/** In the largest unit that leaves nothing over, at best in seconds. */
	static String of(Duration duration) {
		long seconds = duration.toSeconds();
		if (seconds == 0 || duration.toMillisPart() != 0) {
			return duration.toMillis() + " ms";
		}
		if (seconds % 3600 == 0) {
			return (seconds / 3600) + " h";
		}
		return (seconds % 60 == 0) ? (seconds / 60) + " min" : seconds + " s";
	}

}
