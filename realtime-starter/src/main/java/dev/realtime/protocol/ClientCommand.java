package dev.realtime.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.Payload;
import dev.realtime.message.StreamPosition;

/**
 * A request from a client, handled case by case, so that a new command does not compile
 * until it is answered. Channel names are as the client wrote them: whether one is legal
 * is an answer, not a parsing error. Printing a command shows no credential.
 */
public sealed interface ClientCommand {

	/**
	 * Returns the number the client gave, which its reply repeats.
	 * @return from 1 to 2^32 - 1, or 0 for commands that are not replied to
	 */
	long id();

	/**
	 * Calls the method of the handler that belongs to this kind of command.
	 * @param handler has a method for every kind
	 * @param <R> what the handler answers
	 * @return the answer
	 */
	<R> R dispatchTo(Handler<R> handler);

	/**
	 * Opens the session; the first command of every connection.
	 *
	 * @param token credential, opaque to the protocol
	 * @param data anything the application wants to know at connect
	 * @param subscriptions server-side subscriptions the client remembers, with their
	 * positions
	 * @param name name of the client library
	 * @param version version of the client library
	 * @param headers emulated HTTP headers, as trustworthy as their sender
	 */
	record Connect(long id, @Nullable String token, @Nullable Payload data, Map<String, Recovery> subscriptions,
			String name, String version, Map<String, String> headers) implements ClientCommand {

		/** Copies the maps. */
		public Connect {
			// Not Map.copyOf: its probing is quadratic in keys of equal hash codes, and
			// these keys are chosen by whoever may open a connection.
			subscriptions = Collections.unmodifiableMap(new LinkedHashMap<>(subscriptions));
			headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
		}

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.connect(this);
		}

		/** Leaves out the token and the headers, which may hold one. */
		@Override
		public String toString() {
			return "Connect[id=" + this.id + ", name=" + this.name + ", version=" + this.version + "]";
		}

	}

	/**
	 * Subscribes to a channel.
	 *
	 * @param channel the channel's name as written
	 * @param token credential for this channel, opaque to the protocol
	 * @param data anything the application wants to know at subscribe
	 * @param recovery whether and from where the client wants what it missed
	 * @param positioned whether the client asks for gap detection
	 * @param recoverable whether the client asks for recovery later
	 * @param joinLeave whether the client asks for join and leave messages
	 * @param delta name of the delta algorithm the client understands, empty for none
	 * @param flag bits; 2 asks for error 112 instead of a failed recovery
	 */
	record Subscribe(long id, String channel, @Nullable String token, @Nullable Payload data, Recovery recovery,
			boolean positioned, boolean recoverable, boolean joinLeave, String delta,
			long flag) implements ClientCommand {

		/** Bit of {@code flag}: answer a failed recovery with error 112. */
		public static final long ERROR_IF_UNRECOVERABLE = 2;

		/** Checks the command. */
		public Subscribe {
			Objects.requireNonNull(channel, "channel");
		}

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.subscribe(this);
		}

		/** Leaves out the token. */
		@Override
		public String toString() {
			return "Subscribe[id=" + this.id + ", channel=" + this.channel + ", recovery=" + this.recovery + "]";
		}

	}

	/**
	 * Ends a subscription; always succeeds.
	 *
	 * @param channel the channel's name as written
	 */
	record Unsubscribe(long id, String channel) implements ClientCommand {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.unsubscribe(this);
		}

	}

	/**
	 * Publishes to a channel.
	 *
	 * @param channel the channel's name as written
	 * @param data the payload
	 */
	record Publish(long id, String channel, Payload data) implements ClientCommand {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.publish(this);
		}

	}

	/**
	 * Asks who is in a channel.
	 *
	 * @param channel the channel's name as written
	 */
	record Presence(long id, String channel) implements ClientCommand {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.presence(this);
		}

	}

	/**
	 * Asks how many are in a channel.
	 *
	 * @param channel the channel's name as written
	 */
	record PresenceStats(long id, String channel) implements ClientCommand {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.presenceStats(this);
		}

	}

	/**
	 * Reads a channel's history.
	 *
	 * @param channel the channel's name as written
	 * @param limit 0 asks for the position only, -1 for as much as the server gives
	 * @param since exclusive start, or nothing to start at the end the direction begins
	 * with
	 * @param reverse whether the newest comes first
	 */
	record History(long id, String channel, int limit, @Nullable StreamPosition since,
			boolean reverse) implements ClientCommand {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.history(this);
		}

	}

	/**
	 * Calls a method of the application.
	 *
	 * @param method its name
	 * @param data its argument
	 */
	record Rpc(long id, String method, @Nullable Payload data) implements ClientCommand {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.rpc(this);
		}

	}

	/**
	 * A message to the application that is not replied to.
	 *
	 * @param data the message
	 */
	record Send(@Nullable Payload data) implements ClientCommand {

		@Override
		public long id() {
			return 0;
		}

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.send(this);
		}

	}

	/**
	 * Renews the connection's credential.
	 *
	 * @param token the new credential
	 */
	record Refresh(long id, String token) implements ClientCommand {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.refresh(this);
		}

		/** Leaves out the token. */
		@Override
		public String toString() {
			return "Refresh[id=" + this.id + "]";
		}

	}

	/**
	 * Renews a subscription's credential.
	 *
	 * @param channel the channel's name as written
	 * @param token the new credential
	 */
	record SubRefresh(long id, String channel, String token) implements ClientCommand {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.subRefresh(this);
		}

		/** Leaves out the token. */
		@Override
		public String toString() {
			return "SubRefresh[id=" + this.id + ", channel=" + this.channel + "]";
		}

	}

	/**
	 * The {@code ping} command, which no client library sends and the server answers with
	 * "method not found".
	 */
	record Ping(long id) implements ClientCommand {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.ping(this);
		}

	}

	/** The answer to a server ping: an empty command. */
	record Pong() implements ClientCommand {

		/** The only one there needs to be. */
		public static final Pong INSTANCE = new Pong();

		@Override
		public long id() {
			return 0;
		}

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.pong(this);
		}

	}

	/**
	 * Whether and from where a client wants what it missed.
	 *
	 * @param wanted whether it asks for recovery at all
	 * @param since the last position it knows; an empty epoch means any
	 */
	record Recovery(boolean wanted, StreamPosition since) {

		/** No recovery. */
		public static final Recovery NONE = new Recovery(false, StreamPosition.NONE);

	}

	/**
	 * A method for every kind of command.
	 *
	 * @param <R> what it answers
	 */
	interface Handler<R> {

		/** Called for {@link Connect}. */
		R connect(Connect command);

		/** Called for {@link Subscribe}. */
		R subscribe(Subscribe command);

		/** Called for {@link Unsubscribe}. */
		R unsubscribe(Unsubscribe command);

		/** Called for {@link Publish}. */
		R publish(Publish command);

		/** Called for {@link Presence}. */
		R presence(Presence command);

		/** Called for {@link PresenceStats}. */
		R presenceStats(PresenceStats command);

		/** Called for {@link History}. */
		R history(History command);

		/** Called for {@link Rpc}. */
		R rpc(Rpc command);

		/** Called for {@link Send}. */
		R send(Send command);

		/** Called for {@link Refresh}. */
		R refresh(Refresh command);

		/** Called for {@link SubRefresh}. */
		R subRefresh(SubRefresh command);

		/** Called for {@link Ping}. */
		R ping(Ping command);

		/** Called for {@link Pong}. */
		R pong(Pong command);

	}

}
