package dev.realtime.command;

import java.util.concurrent.CompletionStage;

import dev.realtime.admission.AdmissionVerdict;
import dev.realtime.channel.Subscriber;
import dev.realtime.channel.Subscription;
import dev.realtime.message.ClientId;
import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.ServerFrame;
import dev.realtime.security.ConnectAttempt;
import dev.realtime.security.Identity;

/**
 * What a handler sees of the connection it works for. Implemented by the session.
 * Everything is to be called on the connection's loop.
 */
public interface Client extends Subscriber {

	/**
	 * Returns the connection's public id.
	 * @return always the same
	 */
	ClientId id();

	/**
	 * Returns who stands behind the connection.
	 * @return anonymous until it has connected
	 */
	Identity identity();

	/**
	 * Remembers who stands behind the connection.
	 * @param identity what the authenticator found
	 */
	void identified(Identity identity);

	/**
	 * Makes the connection known under who it is, on this node and in the cluster, and
	 * asks whether it may stay. Known until it leaves or ends.
	 * @return the verdict; completes on any thread, exceptionally never
	 */
	CompletionStage<AdmissionVerdict> enter();

	/**
	 * Makes the connection unknown again, because it was not admitted after all. Does
	 * nothing if it is not known.
	 */
	void leave();

	/**
	 * Hears on which node the client says it was before.
	 * @param mark what it was told there, or anything else
	 */
	void cameFrom(String mark);

	/**
	 * The client has been told that it is connected.
	 */
	void connected();

	/**
	 * Returns what is known of the connection before its connect command.
	 * @param command the connect or refresh command's own part of it
	 * @return an attempt with the handshake's user and address filled in
	 */
	ConnectAttempt attempt(ConnectAttempt command);

	/**
	 * Returns the subscriptions of this connection.
	 * @return always the same
	 */
	SubscriptionBook subscriptions();

	/**
	 * Sends a frame ahead of what waits in lanes.
	 * @param frame the frame
	 */
	void send(ServerFrame frame);

	/**
	 * Whether the client reads what it is answered. While it does not, its commands wait;
	 * the connection says when it does again.
	 * @return whether another command may start
	 */
	boolean takesReplies();

	/**
	 * Stops reading what the client sends.
	 * @return whether the transport can
	 */
	boolean pauseReading();

	/**
	 * Reads again what the client sends.
	 */
	void resumeReading();

	/**
	 * Ends the connection.
	 * @param reason what the client is told
	 */
	void close(CloseReason reason);

	/**
	 * Forgets that a subscription had something to hand over.
	 * @param subscription one that was cancelled
	 */
	void forget(Subscription subscription);

	/**
	 * Tells the application something happened, in the order of this connection.
	 * @param event the event
	 */
	void publishEvent(Object event);

	/**
	 * Whether the connection is still there.
	 * @return whether anything can reach the client
	 */
	boolean isOpen();

	/**
	 * Returns who application code runs for.
	 * @return id and identity
	 */
	default Caller caller() {
		return new Caller(id(), identity());
	}

}
