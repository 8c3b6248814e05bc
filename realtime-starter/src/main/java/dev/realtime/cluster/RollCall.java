package dev.realtime.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.cluster.LocalClients.Local;
import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;
import dev.realtime.message.UserId;

/**
 * Finds out which of a user's registrations are true, by asking the nodes they name.
 * Those that are certainly not are removed on the way. Thread-safe.
 */
final class RollCall {

	private static final Logger logger = LoggerFactory.getLogger(RollCall.class);

	private final ClientDirectory directory;

	private final BusClients clients;

	RollCall(ClientDirectory directory, BusClients clients) {
		this.directory = directory;
		this.clients = clients;
	}

	/** Calls; fails if the directory cannot be read. */
	CompletionStage<Roll> call(UserId user) {
		return this.directory.find(user).thenCompose((found) -> {
			Set<NodeId> nodes = found.stream().map(Registration::node).collect(Collectors.toSet());
			return this.clients.find(user, nodes).thenApply((answers) -> sorted(user, found, answers));
		});
	}

	/** Removes what was found dead; that nobody could is no harm: the next finds it. */
	void remove(UserId user, Registration registration) {
		this.directory.remove(user, registration).whenComplete((done, failure) -> {
			if (failure != null) {
				logger.debug("Client {} of node {} is still registered", registration.client(), registration.node(),
						failure);
			}
		});
	}

	private Roll sorted(UserId user, List<Registration> found, NodeAnswers<List<Local>> answers) {
		List<Registration> present = new ArrayList<>();
		List<Registration> silent = new ArrayList<>();
		Map<NodeId, Set<ClientId>> held = held(answers);
		for (Registration registration : found) {
			Set<ClientId> ofNode = held.get(registration.node());
			if (ofNode == null && answers.missing().get(registration.node()) != Missing.GONE) {
				silent.add(registration);
			}
			else if (ofNode != null && ofNode.contains(registration.client())) {
				present.add(registration);
			}
			else {
				remove(user, registration);
			}
		}
		return new Roll(present, silent);
	}

	private static Map<NodeId, Set<ClientId>> held(NodeAnswers<List<Local>> answers) {
		return answers.answers()
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey,
					(entry) -> entry.getValue().stream().map(Local::client).collect(Collectors.toSet())));
	}

	/**
	 * What came of it.
	 *
	 * @param present whose node said that it is there, oldest first
	 * @param silent whose node did not answer, oldest first
	 */
	record Roll(List<Registration> present, List<Registration> silent) {

	}

}
