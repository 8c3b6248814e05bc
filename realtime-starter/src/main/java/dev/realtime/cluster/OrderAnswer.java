package dev.realtime.cluster;

/**
 * What came of writing orders.
 *
 * @param written whether they stand now
 * @param standing what stands now; if nothing was written, what was in the way
 */
public record OrderAnswer(boolean written, Standing standing) {

}
