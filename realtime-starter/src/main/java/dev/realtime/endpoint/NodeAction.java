package dev.realtime.endpoint;

/**
 * What can be ordered of one node.
 */
public enum NodeAction {

	/** To get no new clients. */
	CORDON,

	/** To become empty. */
	DRAIN,

	/** To serve again. */
	RESUME,

	/** To be in a tier for a while. */
	TIER,

	/** To decide about its tier again. */
	END_TIER

}
