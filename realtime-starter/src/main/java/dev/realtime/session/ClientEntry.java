package dev.realtime.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.realtime.admission.AdmissionVerdict;
import dev.realtime.admission.UserLimit;
import dev.realtime.cluster.Arrivals;
import dev.realtime.cluster.ClientRegistrar;
import dev.realtime.cluster.ClientRegistration;
import dev.realtime.message.NodeId;
import dev.realtime.message.UserId;

/**
 * How a client that has said who it is comes in, and how it goes: into the index of this
 * node, into the cluster's directory, past the limit per user. In this order, so that a
 * node that is asked about a registered client always knows it. Thread-safe.
 */
public final class ClientEntry {

	private final ClientIndex index;

	private final ClientRegistrar registrar;

	private final UserLimit limit;

	private final Arrivals arrivals;

	/**
	 * Makes the entry of a node.
	 * @param index the clients of this node
	 * @param registrar registers them in the cluster
	 * @param limit judges them
	 * @param arrivals counts those that were on another node before
	 */
	public ClientEntry(ClientIndex index, ClientRegistrar registrar, UserLimit limit, Arrivals arrivals) {
		this.index = index;
		this.registrar = registrar;
		this.limit = limit;
		this.arrivals = arrivals;
	}

	/** Finds another node of which a client says that it was there. */
	@Nullable NodeId recognise(@Nullable NodeId claimed) {
		return (claimed != null) ? this.arrivals.recognise(claimed) : null;
	}

	/** A client that was there has connected here. */
	void arrived(NodeId before) {
		this.arrivals.count(before);
	}

	/** Who came in and is here. */
	ClientIndex index() {
		return this.index;
	}

	/** Lets a client in; in a turn of its loop. */
	Entered enter(ClientSession session, UserId user) {
		this.index.add(session, user, session.loop().ticker().currentTimeMillis());
		if (user.isAnonymous()) {
			return new Entered(session, user, null, CompletableFuture.completedFuture(AdmissionVerdict.ADMITTED));
		}
		ClientRegistration registration = this.registrar.register(session.loop(), user, session.id());
		return new Entered(session, user, registration, registration.first()
			.handle((all, failure) -> (all != null) ? this.limit.admit(user, session.id(), all.size()) : unregistered())
			.thenCompose(Function.identity()));
	}

	/** Without a limit the directory is not worth turning a client away. */
	private CompletionStage<AdmissionVerdict> unregistered() {
		return CompletableFuture
			.completedFuture(this.limit.isLimited() ? AdmissionVerdict.UNAVAILABLE : AdmissionVerdict.ADMITTED);
	}

	/**
	 * A client that came in.
	 */
	final class Entered {

		private final ClientSession session;

		private final UserId user;

		private final @Nullable ClientRegistration registration;

		private final CompletionStage<AdmissionVerdict> verdict;

		Entered(ClientSession session, UserId user, @Nullable ClientRegistration registration,
				CompletionStage<AdmissionVerdict> verdict) {
			this.session = session;
			this.user = user;
			this.registration = registration;
			this.verdict = verdict;
		}

		/** Whether it may stay; completes on any thread. */
		CompletionStage<AdmissionVerdict> verdict() {
			return this.verdict;
		}

		/** It goes; in a turn of its loop. */
		void leave() {
			ClientEntry.this.index.remove(this.session, this.user);
			if (this.registration != null) {
				this.registration.end();
			}
		}

	}

}
