/**
 * Live cricket: the IPL final of 2019, ball by ball, to everyone who watches.
 *
 * <p>
 * An ingest component replays the match and publishes two things after each ball: the
 * whole scorecard, which must arrive, and one line of commentary, which may wait. The
 * page and the REST endpoints show what this node published last, so that a visitor sees
 * the score before a socket is open. What cricket is lies in {@code score}, how it is
 * told in {@code commentary}; here is only when and to whom.
 */
@NullMarked
package dev.realtime.sample.cricket;

import org.jspecify.annotations.NullMarked;
