package dev.realtime.redis.lease;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.realtime.redis.Redis;
import dev.realtime.redis.Redis.Repeat;

/**
 * What each owner has written of one kind of things: a set per owner and shard, so that
 * it may be removed when the owner is dead, without a look at what others have written.
 * Thread-safe.
 */
public final class OwnerIndex {

	/** How many are removed before it is looked what is left. */
	private static final long CHUNK = 128;

	private final Redis redis;

	private final String kind;

	/**
	 * Makes the index.
	 * @param redis where it is kept
	 * @param kind letters that stand for the things
	 */
	public OwnerIndex(Redis redis, String kind) {
		this.redis = redis;
		this.kind = kind;
	}

	/**
	 * Returns the set of an owner in a shard.
	 * @param shard from 0
	 * @param owner whose
	 * @return its key
	 */
	public String key(int shard, LeaseOwner owner) {
		return this.redis.keys().name(shard, "o", this.kind + ":" + owner.key());
	}

	/**
	 * Writes an entry.
	 * @param group such as a user or a channel
	 * @param member such as a client
	 * @return its bytes
	 */
	public static byte[] entry(String group, String member) {
		byte[] first = group.getBytes(StandardCharsets.UTF_8);
		byte[] second = member.getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(Integer.BYTES + first.length + second.length)
			.putInt(first.length)
			.put(first)
			.put(second)
			.array();
	}

	/**
	 * Removes everything an owner has left, a number of things at a time.
	 * @param dead the owner
	 * @param remover removes one of them and its entry from the set
	 * @return completes when nothing is left
	 */
	public CompletionStage<Void> sweep(LeaseOwner dead, Remover remover) {
		return sweep(dead, remover, 0);
	}

	private CompletionStage<Void> sweep(LeaseOwner dead, Remover remover, int shard) {
		if (shard == this.redis.keys().shards()) {
			return CompletableFuture.completedFuture(null);
		}
		return this.redis
			.call(this.redis.keys().slotOf(shard), Repeat.SAFE,
					(commands) -> commands.srandmember(key(shard, dead), CHUNK))
			.thenCompose((entries) -> {
				if (entries.isEmpty()) {
					return sweep(dead, remover, shard + 1);
				}
				CompletableFuture<?>[] removed = Set.copyOf(entries)
					.stream()
					.map((entry) -> remove(dead, remover, shard, entry).toCompletableFuture())
					.toArray(CompletableFuture[]::new);
				return CompletableFuture.allOf(removed).thenCompose((done) -> sweep(dead, remover, shard));
			});
	}

	private static CompletionStage<?> remove(LeaseOwner dead, Remover remover, int shard, byte[] entry) {
		ByteBuffer bytes = ByteBuffer.wrap(entry);
		int length = bytes.getInt();
		String group = new String(entry, Integer.BYTES, length, StandardCharsets.UTF_8);
		int rest = Integer.BYTES + length;
		return remover.remove(dead, shard, group, new String(entry, rest, entry.length - rest, StandardCharsets.UTF_8));
	}

	/** Removes what is listed. */
	@FunctionalInterface
	public interface Remover {

		/**
		 * Removes one thing, if it is still that owner's, and its entry in any case.
		 * @param owner the owner
		 * @param shard where it is
		 * @param group of the entry
		 * @param member of the entry
		 * @return completes when both are gone
		 */
		CompletionStage<?> remove(LeaseOwner owner, int shard, String group, String member);

	}

}
