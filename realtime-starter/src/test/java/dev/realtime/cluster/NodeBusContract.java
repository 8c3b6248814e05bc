package dev.realtime.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.message.NodeId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What every bus between nodes keeps; extended once per carrier.
 */
public abstract class NodeBusContract {

	private static final NodeId NODE = new NodeId("one", "i1");

	private static final NodeId OTHER = new NodeId("two", "i2");

	private static final Duration QUICK = NodeBus.DEADLINE.dividedBy(2);

	private @Nullable NodeBus one;

	private @Nullable NodeBus two;

	/**
	 * Makes the bus of a node. All that are made in one test hear each other and know of
	 * each other when this returns.
	 * @param node the node
	 * @return its bus
	 */
	protected abstract NodeBus bus(NodeId node);

	/**
	 * Ends a node in a way of which the others know at once.
	 * @param node a node for which a bus was made
	 */
	protected abstract void leave(NodeId node);

	@BeforeEach
	void make() {
		this.one = bus(NODE);
		this.two = bus(OTHER);
	}

	private NodeBus one() {
		return Objects.requireNonNull(this.one, "Made before each test");
	}

	private NodeBus two() {
		return Objects.requireNonNull(this.two, "Made before each test");
	}

	@Test
	void everyNodeThatIsAskedAnswers() {
		one().handle("echo", (request) -> answer("one heard " + text(request)));
		two().handle("echo", (request) -> answer("two heard " + text(request)));

		BusAnswers answers = done(one().askAll("echo", bytes("é")));

		assertThat(texts(answers)).containsOnly(Map.entry(NODE, "one heard é"), Map.entry(OTHER, "two heard é"));
		assertThat(answers.isComplete()).isTrue();
		assertThat(texts(done(two().ask("echo", bytes("x"), Set.of(NODE)))))
			.containsOnly(Map.entry(NODE, "one heard x"));
	}

	@Test
	void nobodyAskedIsAnsweredAtOnce() {
		BusAnswers answers = within(QUICK, one().ask("echo", bytes("x"), Set.of()));

		assertThat(answers.answers()).isEmpty();
		assertThat(answers.isComplete()).isTrue();
	}

	@Test
	void onlyTheNodesNamedAreAsked() {
		AtomicInteger asked = new AtomicInteger();
		one().handle("count", (request) -> {
			asked.incrementAndGet();
			return answer("");
		});
		two().handle("count", (request) -> answer(""));

		done(one().ask("count", bytes("x"), Set.of(OTHER)));
		assertThat(asked).hasValue(0);

		done(two().ask("count", bytes("x"), Set.of(NODE)));
		assertThat(asked).hasValue(1);
	}

	@Test
	void bytesTravelAsTheyAre() {
		byte[] every = new byte[100_000];
		for (int i = 0; i < every.length; i++) {
			every[i] = (byte) i;
		}
		two().handle("echo", CompletableFuture::completedFuture);

		assertThat(done(one().ask("echo", every, Set.of(OTHER))).answers().get(OTHER)).isEqualTo(every);
		assertThat(done(one().ask("echo", new byte[0], Set.of(OTHER))).answers().get(OTHER)).isEmpty();
	}

	@Test
	void silentNodeIsMarkedAtTheDeadlineAndTheOthersAreHeard() {
		one().handle("slow", (request) -> answer("one"));
		two().handle("slow", (request) -> new CompletableFuture<>());
		long start = System.nanoTime();

		BusAnswers answers = done(one().askAll("slow", bytes("x")));

		Duration took = Duration.ofNanos(System.nanoTime() - start);
		assertThat(took).isBetween(NodeBus.DEADLINE.minusMillis(50), NodeBus.DEADLINE.plusSeconds(2));
		assertThat(texts(answers)).containsOnly(Map.entry(NODE, "one"));
		assertThat(answers.missing()).containsOnly(Map.entry(OTHER, Missing.SILENT));
		assertThat(answers.isComplete()).isFalse();
	}

	@Test
	void answerAfterTheDeadlineIsIgnored() {
		CompletableFuture<byte[]> late = new CompletableFuture<>();
		two().handle("late", (request) -> (text(request).equals("first")) ? late : answer("second"));
		BusAnswers first = done(one().ask("late", bytes("first"), Set.of(OTHER)));

		late.complete(bytes("first"));

		assertThat(first.missing()).containsOnly(Map.entry(OTHER, Missing.SILENT));
		assertThat(texts(done(one().ask("late", bytes("x"), Set.of(OTHER))))).containsOnly(Map.entry(OTHER, "second"));
	}

	@Test
	void handlerThatFailsSaysSoAtOnce() {
		one().handle("throws", (request) -> {
			throw new IllegalStateException("out of order, for a test");
		});
		two().handle("throws",
				(request) -> CompletableFuture.failedFuture(new IllegalStateException("out of order, for a test")));

		BusAnswers answers = within(QUICK, one().askAll("throws", bytes("x")));

		assertThat(answers.missing()).containsOnly(Map.entry(NODE, Missing.FAILED), Map.entry(OTHER, Missing.FAILED));
	}

	@Test
	void topicNobodyHandlesSaysSoAtOnce() {
		BusAnswers answers = within(QUICK, one().askAll("nobody", bytes("x")));

		assertThat(answers.missing()).containsOnly(Map.entry(NODE, Missing.UNHANDLED),
				Map.entry(OTHER, Missing.UNHANDLED));
	}

	@Test
	void nodeThatIsGoneIsNotWaitedFor() {
		two().handle("echo", CompletableFuture::completedFuture);
		one().handle("echo", CompletableFuture::completedFuture);
		NodeId earlier = new NodeId(OTHER.name(), "i0");
		leave(OTHER);

		BusAnswers answers = within(QUICK, one().ask("echo", bytes("x"), Set.of(NODE, OTHER, earlier)));

		assertThat(answers.answers()).containsOnlyKeys(NODE);
		assertThat(answers.missing()).containsOnly(Map.entry(OTHER, Missing.GONE), Map.entry(earlier, Missing.GONE));
		assertThat(done(one().askAll("echo", bytes("x"))).isComplete()).isTrue();
	}

	@Test
	void questionsOfOneNodeAreHandledInOrder() {
		List<String> heard = Collections.synchronizedList(new ArrayList<>());
		two().handle("list", (request) -> {
			heard.add(text(request));
			return answer("");
		});
		List<String> sent = IntStream.range(0, 200).mapToObj(Integer::toString).toList();

		List<CompletionStage<BusAnswers>> stages = sent.stream()
			.map((text) -> one().ask("list", bytes(text), Set.of(OTHER)))
			.toList();

		assertThat(stages).allSatisfy((stage) -> assertThat(done(stage).isComplete()).isTrue());
		assertThat(heard).isEqualTo(sent);
	}

	@Test
	void manyQuestionsAtOnceGetTheirOwnAnswers() {
		one().handle("echo", CompletableFuture::completedFuture);
		two().handle("echo", (request) -> CompletableFuture.supplyAsync(() -> request));

		IntStream.range(0, 200).parallel().forEach((i) -> {
			BusAnswers answers = done(((i % 2 == 0) ? one() : two()).askAll("echo", bytes("q" + i)));
			assertThat(texts(answers)).containsOnly(Map.entry(NODE, "q" + i), Map.entry(OTHER, "q" + i));
		});
	}

	@Test
	void topicHasOneHandlerAndALegalName() {
		one().handle("once.only", (request) -> answer(""));

		assertThatIllegalStateException().isThrownBy(() -> one().handle("once.only", (request) -> answer("")));
		assertThatIllegalArgumentException().isThrownBy(() -> one().handle("no spaces", (request) -> answer("")));
		assertThatIllegalArgumentException().isThrownBy(() -> one().askAll("", bytes("x")));
	}

	private static CompletionStage<byte[]> answer(String text) {
		return CompletableFuture.completedFuture(bytes(text));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private static Map<NodeId, String> texts(BusAnswers answers) {
		return answers.answers()
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> text(entry.getValue())));
	}

	private static <T> T done(CompletionStage<T> stage) {
		return within(Duration.ofSeconds(5), stage);
	}

	private static <T> T within(Duration time, CompletionStage<T> stage) {
		CompletableFuture<T> future = stage.toCompletableFuture();
		assertThat(future).succeedsWithin(time.toMillis(), TimeUnit.MILLISECONDS);
		return future.join();
	}

}
