package dev.realtime.redis;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

import dev.realtime.redis.RedisErrors.Redirect;

/** Which server is responsible for which hash slot. Thread-safe. */
interface Topology {

	/** Connects to what is known. */
	void start();

	/** The link to the master of a slot. */
	RedisLink link(int slot);

	/** All links to masters. */
	Collection<RedisLink> links();

	/** A server has sent a call elsewhere. */
	RedisLink redirected(Redirect redirect, RedisLink from);

	/** Something has changed: look soon whether slots have moved. */
	void suspect();

	CompletableFuture<Void> close();

}
