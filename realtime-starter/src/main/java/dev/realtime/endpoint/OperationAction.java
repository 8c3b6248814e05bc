package dev.realtime.endpoint;

/**
 * What can be ordered of several nodes as one.
 */
public enum OperationAction {

	/** To become empty. */
	DRAIN,

	/** To become about equally full. */
	REBALANCE,

	/** To end the operation that runs. */
	CANCEL

}
