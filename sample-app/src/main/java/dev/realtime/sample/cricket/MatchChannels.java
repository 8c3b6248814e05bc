package dev.realtime.sample.cricket;

import dev.realtime.sample.cricket.score.Match;

/**
 * The two channels of a match.
 *
 * @param score where the scorecard goes
 * @param commentary where the commentary goes
 */
record MatchChannels(String score, String commentary) {

	static MatchChannels of(Match match) {
		String prefix = "match:" + match.title().id() + ":";
		return new MatchChannels(prefix + "score", prefix + "commentary");
	}

}
