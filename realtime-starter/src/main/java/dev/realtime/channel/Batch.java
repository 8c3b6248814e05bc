package dev.realtime.channel;

import dev.realtime.protocol.EncodedFrame;

/**
 * Neighbouring deliveries joined into one frame, shared by every subscriber that stands
 * at the same place.
 *
 * @param from number of the first entry considered
 * @param to number of the last
 * @param frame the joined frame
 * @param publications how many publications are in it
 * @param skipped how many were left out because a newer one takes their place
 * @param lastOffset the channel's offset after it
 * @param form what it looks like
 * @param next the form of what follows it
 * @param saved how many bytes fewer it has than without deltas
 * @param oldestMillis when the oldest of the publications was published, 0 if unknown
 */
record Batch(long from, long to, EncodedFrame frame, int publications, int skipped, long lastOffset, Form form,
		Form next, long saved, long oldestMillis) {

}
