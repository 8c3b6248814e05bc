package dev.realtime.sample.cricket;

/**
 * One step of the replay, a ball or a moment of the break. Whoever takes it publishes the
 * same.
 *
 * @param cursor which
 * @param time when it was first taken, in epoch milliseconds
 */
record Turn(ReplayCursor cursor, long time) {

}
