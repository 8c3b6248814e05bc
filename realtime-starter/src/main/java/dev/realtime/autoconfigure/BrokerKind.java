package dev.realtime.autoconfigure;

/**
 * What carries publications.
 */
public enum BrokerKind {

	/** Redis if the application names one, else this node's memory. */
	AUTO,

	/** This node's memory: other nodes hear nothing. */
	MEMORY,

	/** Redis, or the application does not start. */
	REDIS

}
