package dev.realtime.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.lettuce.core.cluster.SlotHash;

/**
 * Owns every name in Redis: prefix, hash tags, kinds of keys.
 *
 * <p>
 * A name is {@code rt:<cluster>:{<tag>}:<kind>:<rest>}. Channels and users are spread
 * over a fixed number of shards by a hash of their names; each shard has one tag, chosen
 * so that the tags' slots lie evenly in the 16,384 of a Redis Cluster. All keys of a
 * channel share a tag, so one script may touch them. Immutable.
 */
public final class RedisKeys {

	private static final String CONTROL_TAG = "control";

	private final String prefix;

	private final String[] tags;

	private final int[] slots;

	/**
	 * Chooses the tags.
	 * @param clusterName first part of every key
	 * @param shards how many tags there are
	 */
	public RedisKeys(String clusterName, int shards) {
		this.prefix = "rt:" + clusterName + ":{";
		this.tags = new String[shards];
		this.slots = new int[shards];
		int found = 0;
		for (int candidate = 0; found < shards; candidate++) {
			String tag = Integer.toString(candidate, Character.MAX_RADIX);
			int slot = SlotHash.getSlot(tag);
			int band = (int) ((long) slot * shards / SlotHash.SLOT_COUNT);
			if (this.tags[band] == null) {
				this.tags[band] = tag;
				this.slots[band] = slot;
				found++;
			}
		}
	}

	/**
	 * Returns the number of shards.
	 * @return at least 1
	 */
	public int shards() {
		return this.tags.length;
	}

	/**
	 * Returns the shard of a channel or user.
	 * @param name its name
	 * @return from 0
	 */
	public int shardOf(String name) {
		// The language defines the hash of a text, so all nodes agree; the multiplication
		// spreads names that differ in their last characters only.
		int hash = name.hashCode() * 0x9E3779B9;
		return Math.floorMod(hash ^ (hash >>> 16), this.tags.length);
	}

	/**
	 * Returns the hash slot of a shard.
	 * @param shard from 0
	 * @return from 0 to 16,383
	 */
	public int slotOf(int shard) {
		return this.slots[shard];
	}

	/**
	 * Returns the hash slot of what belongs to the cluster as a whole.
	 * @return from 0 to 16,383
	 */
	public int controlSlot() {
		return SlotHash.getSlot(CONTROL_TAG);
	}

	/**
	 * Returns a name in a shard.
	 * @param shard from 0
	 * @param kind what it is for
	 * @param rest the rest of the name
	 * @return the name
	 */
	public String name(int shard, String kind, String rest) {
		return this.prefix + this.tags[shard] + "}:" + kind + ":" + rest;
	}

	/**
	 * Returns a name for what belongs to the cluster as a whole.
	 * @param rest the rest of the name
	 * @return the name
	 */
	public String control(String rest) {
		return this.prefix + CONTROL_TAG + "}:" + rest;
	}

	/**
	 * Returns a name as it travels.
	 * @param name the name
	 * @return its UTF-8
	 */
	public static byte[] bytes(String name) {
		return name.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return this.prefix + Arrays.toString(this.tags);
	}

}
