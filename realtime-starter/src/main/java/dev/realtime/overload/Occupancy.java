package dev.realtime.overload;

import java.util.Objects;

import dev.realtime.overload.OverloadSettings.OccupancySettings;

/**
 * How full a node is, by what it has least of. A value: the next one is made from a
 * reading and the one before, which only matters at the borders. A level begins at its
 * fraction and ends two points of a hundred below it, so that a client that goes and one
 * that comes do not change it.
 *
 * @param level what follows from it
 * @param fraction 0 for an empty node, 1 for a full one
 * @param decidedBy what there is least of
 * @param cause the figures in words, such as "9012 of 10000 connections"
 */
public record Occupancy(OccupancyLevel level, double fraction, Resource decidedBy, String cause) {

	/** How far below its beginning a level ends. */
	private static final double MARGIN = 0.02;

	/** An empty node, and what a node starts with. */
	public static final Occupancy EMPTY = new Occupancy(OccupancyLevel.OPEN, 0, Resource.CONNECTIONS, "no connections");

	/**
	 * Checks the occupancy.
	 * @throws IllegalArgumentException if the fraction is negative or no number
	 */
	public Occupancy {
		Objects.requireNonNull(level, "level");
		Objects.requireNonNull(decidedBy, "decidedBy");
		Objects.requireNonNull(cause, "cause");
		if (!(fraction >= 0)) {
			throw new IllegalArgumentException("A node cannot be full to " + fraction + "; it must be at least 0");
		}
	}

	/**
	 * Weighs what a node holds.
	 * @param reading what it holds
	 * @param settings where levels begin
	 * @return how full it is now
	 */
	public Occupancy next(OccupancyReading reading, OccupancySettings settings) {
		double connections = (double) reading.connections() / reading.capacity();
		double descriptors = (reading.descriptorLimit() > 0)
				? (double) reading.descriptors() / reading.descriptorLimit() : 0;
		return (descriptors > connections)
				? new Occupancy(level(descriptors, settings), descriptors, Resource.DESCRIPTORS,
						reading.descriptors() + " of " + reading.descriptorLimit() + " file descriptors")
				: new Occupancy(level(connections, settings), connections, Resource.CONNECTIONS,
						reading.connections() + " of " + reading.capacity() + " connections");
	}

	private OccupancyLevel level(double now, OccupancySettings settings) {
		if (reaches(now, OccupancyLevel.FULL, settings.refuse())) {
			return OccupancyLevel.FULL;
		}
		if (reaches(now, OccupancyLevel.POLL, settings.poll())) {
			return OccupancyLevel.POLL;
		}
		return reaches(now, OccupancyLevel.WARN, settings.warn()) ? OccupancyLevel.WARN : OccupancyLevel.OPEN;
	}

	private boolean reaches(double now, OccupancyLevel wanted, double beginning) {
		boolean already = this.level.compareTo(wanted) >= 0;
		return already ? now > beginning - MARGIN : now >= beginning;
	}

	/** What a node may run out of. */
	public enum Resource {

		/** Connections of clients, of those it is configured to take. */
		CONNECTIONS,

		/** Open files and sockets of the process, of those the system lets it have. */
		DESCRIPTORS

	}

}
