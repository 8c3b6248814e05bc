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
 * @param lastOffset the channel's offset after it
 * @param joinLeave whether it tells who joined and left
 */
record Batch(long from, long to, EncodedFrame frame, int publications, long lastOffset, boolean joinLeave) {

}
