package dev.realtime.presence.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.UserId;
import dev.realtime.presence.PresenceStats;
import dev.realtime.presence.PresenceStore;

/**
 * Presence of one node, in its memory. Calls for one channel take turns on the map's bin;
 * all stages are complete when they are returned.
 */
public final class MemoryPresenceStore implements PresenceStore {

	private final Map<ChannelName, Room> rooms = new ConcurrentHashMap<>();

	@Override
	public CompletionStage<Void> add(ChannelName channel, ClientInfo client) {
		this.rooms.compute(channel, (name, room) -> {
			Room entered = (room != null) ? room : new Room();
			entered.add(client);
			return entered;
		});
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletionStage<Void> remove(ChannelName channel, ClientId client) {
		this.rooms.computeIfPresent(channel, (name, room) -> {
			room.remove(client);
			return room.clients.isEmpty() ? null : room;
		});
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletionStage<Map<ClientId, ClientInfo>> list(ChannelName channel) {
		return CompletableFuture.completedFuture(read(channel, Map.of(), (room) -> Map.copyOf(room.clients)));
	}

	@Override
	public CompletionStage<PresenceStats> stats(ChannelName channel) {
		return CompletableFuture.completedFuture(read(channel, new PresenceStats(0, 0),
				(room) -> new PresenceStats(room.clients.size(), room.users.size())));
	}

	/** Reads inside the map's bin, so that nobody writes meanwhile. */
	private <T> T read(ChannelName channel, T nobody, Function<Room, T> reader) {
		AtomicReference<T> result = new AtomicReference<>(nobody);
		this.rooms.computeIfPresent(channel, (name, room) -> {
			result.set(reader.apply(room));
			return room;
		});
		return result.get();
	}

	private static final class Room {

		private final Map<ClientId, ClientInfo> clients = new HashMap<>();

		private final Map<UserId, Integer> users = new HashMap<>();

		void add(ClientInfo client) {
			remove(client.client());
			this.clients.put(client.client(), client);
			this.users.merge(client.user(), 1, Integer::sum);
		}

		void remove(ClientId client) {
			ClientInfo removed = this.clients.remove(client);
			if (removed != null) {
				this.users.computeIfPresent(removed.user(), (user, count) -> (count == 1) ? null : count - 1);
			}
		}

	}

}
