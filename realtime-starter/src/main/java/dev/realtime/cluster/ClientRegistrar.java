package dev.realtime.cluster;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.loop.Loop;
import dev.realtime.message.ClientId;
import dev.realtime.message.UserId;

/**
 * Keeps the clients of this node registered: tries again what failed, and registers all
 * of them again, a few at a time, when the store has lost them. Thread-safe.
 */
public final class ClientRegistrar {

	private static final Logger logger = LoggerFactory.getLogger(ClientRegistrar.class);

	private final ClientDirectory directory;

	private final Set<ClientRegistration> wanted = ConcurrentHashMap.newKeySet();

	private final AtomicInteger unregistered = new AtomicInteger();

	private final AtomicInteger behind = new AtomicInteger();

	private final AtomicBoolean trouble = new AtomicBoolean();

	/**
	 * Makes the registrar of a node.
	 * @param directory where clients are registered
	 */
	public ClientRegistrar(ClientDirectory directory) {
		this.directory = directory;
		directory.whenLost(this::lost);
	}

	/**
	 * Begins to register a client. In a turn of its loop.
	 * @param loop the client's loop, to which what is returned belongs
	 * @param user who stands behind it, not anonymous
	 * @param client which
	 * @return its registration
	 */
	public ClientRegistration register(Loop loop, UserId user, ClientId client) {
		ClientRegistration registration = new ClientRegistration(this, loop, user, client);
		this.wanted.add(registration);
		registration.begin();
		return registration;
	}

	/**
	 * Returns how many clients should be registered and are not, because the store is
	 * away or has lost them.
	 * @return number of clients, those whose first registration is under way among them
	 */
	public int unregistered() {
		return this.unregistered.get();
	}

	/**
	 * Returns how many of those the store has lost or refused. A node that has any is not
	 * healthy.
	 * @return number of clients
	 */
	public int behind() {
		return this.behind.get();
	}

	ClientDirectory directory() {
		return this.directory;
	}

	void ended(ClientRegistration registration) {
		this.wanted.remove(registration);
	}

	/** Counts those that are registered no longer, or again. */
	void countUnregistered(int difference) {
		this.unregistered.addAndGet(difference);
	}

	/** Counts those that the store has lost or refused, or has again. */
	void countBehind(int difference) {
		this.behind.addAndGet(difference);
	}

	void failed(Throwable failure) {
		if (this.trouble.compareAndSet(false, true)) {
			logger.warn("Clients cannot be registered in the cluster; those without a limit per user are let in and "
					+ "registered later", failure);
		}
	}

	void succeeded() {
		if (this.trouble.get() && this.trouble.compareAndSet(true, false)) {
			logger.info("Clients are registered in the cluster again");
		}
	}

	private void lost() {
		long place = 0;
		int perSecond = this.directory.restoresPerSecond();
		for (ClientRegistration registration : this.wanted) {
			Duration delay = Duration.ofMillis(place++ * 1000 / perSecond);
			registration.loop().execute(() -> registration.lost(delay));
		}
		logger.info("The cluster's store has lost its clients; {} are registered again", place);
	}

}
