package dev.realtime.overload;

/**
 * How full a node is, the emptiest first. Governs admission only; those that are
 * connected notice nothing, except the idle ones that make room if the node is configured
 * so.
 */
public enum OccupancyLevel {

	/** There is room. */
	OPEN,

	/** There is room, and somebody should see to it that this stays so. */
	WARN,

	/** New clients that only read are offered polling. */
	POLL,

	/** New clients are refused, or take the place of the longest idle. */
	FULL

}
