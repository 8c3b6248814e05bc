package dev.realtime.cluster;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.cluster.LocalClients.Local;
import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;
import dev.realtime.message.Payload;
import dev.realtime.message.UserId;
import dev.realtime.protocol.CloseReason;

/**
 * The clients of all nodes, by asking the nodes; answers for this one. Whatever is wrong
 * with a node, its answer is marked missing and no stage fails. A message of another
 * version is answered with nothing and counted. Thread-safe.
 */
public final class BusClients {

	private static final String FIND = "clients.find";

	private static final String COUNT = "clients.count";

	private static final String SEND = "clients.send";

	private static final String CLOSE_USER = "clients.close.user";

	private static final String CLOSE = "clients.close";

	private static final Logger logger = LoggerFactory.getLogger(BusClients.class);

	private final NodeBus bus;

	private final LongAdder notUnderstood = new LongAdder();

	/**
	 * Begins to answer for this node.
	 * @param bus carries questions
	 * @param local the clients of this node
	 */
	public BusClients(NodeBus bus, LocalClients local) {
		this.bus = bus;
		answer(FIND, ClientMessage::readUser,
				(user) -> completed(ClientMessage.write((out) -> ClientMessage.writeLocals(out, local.of(user)))));
		answer(COUNT, (in) -> true, (asked) -> completed(counted(local.count())));
		answer(SEND, Message::read,
				(message) -> local.send(message.user, message.payload).thenApply(BusClients::counted));
		answer(CLOSE_USER, UserClosing::read,
				(closing) -> local.close(closing.user, closing.reason).thenApply(BusClients::counted));
		answer(CLOSE, Closing::read,
				(closing) -> local.close(closing.clients, closing.reason).thenApply(BusClients::counted));
	}

	/**
	 * Returns how many questions and answers of another version there were.
	 * @return number of messages, any thread
	 */
	public long notUnderstood() {
		return this.notUnderstood.sum();
	}

	CompletionStage<NodeAnswers<List<Local>>> find(UserId user, @Nullable Set<NodeId> nodes) {
		return ask(FIND, ClientMessage.write((out) -> ClientMessage.writeUser(out, user)), nodes,
				ClientMessage::readLocals);
	}

	CompletionStage<NodeAnswers<Integer>> count() {
		return ask(COUNT, ClientMessage.write((out) -> {
		}), null, DataInputStream::readInt);
	}

	CompletionStage<NodeAnswers<Integer>> send(UserId user, Payload payload, @Nullable Set<NodeId> nodes) {
		return ask(SEND, ClientMessage.write((out) -> {
			ClientMessage.writeUser(out, user);
			ClientMessage.writeBytes(out, payload.toByteArray());
		}), nodes, DataInputStream::readInt);
	}

	CompletionStage<NodeAnswers<Integer>> close(UserId user, CloseReason reason) {
		return ask(CLOSE_USER, ClientMessage.write((out) -> {
			ClientMessage.writeReason(out, reason);
			ClientMessage.writeUser(out, user);
		}), null, DataInputStream::readInt);
	}

	CompletionStage<NodeAnswers<Integer>> close(Collection<ClientId> clients, CloseReason reason,
			@Nullable Set<NodeId> nodes) {
		return ask(CLOSE, ClientMessage.write((out) -> {
			ClientMessage.writeReason(out, reason);
			out.writeInt(clients.size());
			for (ClientId client : clients) {
				ClientMessage.writeText(out, client.value());
			}
		}), nodes, DataInputStream::readInt);
	}

	/** Asks nodes, all that are alive if none are named. */
	private <A> CompletionStage<NodeAnswers<A>> ask(String topic, byte[] question, @Nullable Set<NodeId> nodes,
			ClientMessage.Reader<A> reader) {
		CompletionStage<BusAnswers> asked = (nodes != null) ? this.bus.ask(topic, question, nodes)
				: this.bus.askAll(topic, question);
		return asked.thenApply((heard) -> {
			Map<NodeId, A> answers = new HashMap<>();
			Map<NodeId, Missing> missing = new HashMap<>(heard.missing());
			heard.answers().forEach((node, bytes) -> {
				A answer = understood(topic, bytes, reader);
				if (answer != null) {
					answers.put(node, answer);
				}
				else {
					missing.put(node, Missing.FAILED);
				}
			});
			return new NodeAnswers<>(answers, missing);
		});
	}

	private <Q> void answer(String topic, ClientMessage.Reader<Q> reader,
			Function<Q, CompletionStage<byte[]>> handler) {
		this.bus.handle(topic, (bytes) -> {
			Q question = understood(topic, bytes, reader);
			return (question != null) ? handler.apply(question) : completed(ClientMessage.NOT_UNDERSTOOD);
		});
	}

	private <T> @Nullable T understood(String topic, byte[] bytes, ClientMessage.Reader<T> reader) {
		T message = ClientMessage.read(bytes, reader);
		if (message == null) {
			this.notUnderstood.increment();
			logger.debug("A message about '{}' was not understood: it is of another version", topic);
		}
		return message;
	}

	private static CompletionStage<byte[]> completed(byte[] answer) {
		return CompletableFuture.completedFuture(answer);
	}

	private static byte[] counted(int count) {
		return ClientMessage.write((out) -> out.writeInt(count));
	}

	private record Message(UserId user, Payload payload) {

		static Message read(DataInputStream in) throws IOException {
			return new Message(ClientMessage.readUser(in), Payload.json(ClientMessage.readBytes(in)));
		}

	}

	private record UserClosing(CloseReason reason, UserId user) {

		static UserClosing read(DataInputStream in) throws IOException {
			return new UserClosing(ClientMessage.readReason(in), ClientMessage.readUser(in));
		}

	}

	private record Closing(CloseReason reason, List<ClientId> clients) {

		static Closing read(DataInputStream in) throws IOException {
			CloseReason reason = ClientMessage.readReason(in);
			int count = ClientMessage.readCount(in);
			List<ClientId> clients = new ArrayList<>(count);
			for (int i = 0; i < count; i++) {
				clients.add(new ClientId(ClientMessage.readText(in)));
			}
			return new Closing(reason, clients);
		}

	}

}
