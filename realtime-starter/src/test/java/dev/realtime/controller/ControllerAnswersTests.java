package dev.realtime.controller;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;

import com.fasterxml.jackson.annotation.JsonView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import reactor.core.publisher.Mono;

import dev.realtime.RealtimeController;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Payload;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.security.Identity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what controller methods may return, and for what is called at all.
 */
class ControllerAnswersTests {

	private static ControllerApp app;

	@BeforeAll
	static void start() {
		app = ControllerApp.with(Answers.class, Rooms.class);
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "stage", "mono", "optional", "raw", "later" })
	void aValueIsWrittenOnOneLineWhateverItComesIn(String method) {
		assertThat(app.rpc(method, null)).isEqualTo("{\"runs\":4,\"notes\":[\"a\",\"b\"]}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "void", "null", "emptyStage", "emptyMono", "emptyOptional" })
	void nothingIsNoData(String method) {
		assertThat(app.rpc(method, null)).isNull();
	}

	@Test
	void aViewChoosesWhatIsWritten() {
		assertThat(app.rpc("view", null)).isEqualTo("{\"shown\":1}");
	}

	@Test
	void whatFollowsAStageOfAnotherThreadRunsOnTheExecutor() {
		CompletableFuture<Object> pending = app.bean(Answers.class).pending;
		CompletionStage<@Nullable Payload> answer = app.controllers()
			.call(ControllerApp.caller(Identity.ANONYMOUS), "pending", null);
		assertThat(answer.toCompletableFuture()).isNotDone();

		new Thread(() -> pending.complete(new WhereIsItWritten()), "a loop").start();

		assertThat(ControllerApp.textOf(answer)).isEqualTo("{\"thread\":\"" + ControllerApp.APPLICATION_THREAD + "\"}");
	}

	@Test
	void anExceptionHandlerAfterAStageRunsOnTheExecutor() {
		CompletableFuture<Object> failing = app.bean(Answers.class).failing;
		CompletionStage<@Nullable Payload> answer = app.controllers()
			.call(ControllerApp.caller(Identity.ANONYMOUS), "failing", null);

		new Thread(() -> failing.completeExceptionally(new IllegalStateException("broken")), "a loop").start();

		assertThat(ControllerApp.textOf(answer)).isEqualTo("\"" + ControllerApp.APPLICATION_THREAD + "\"");
	}

	@Test
	void aStageThatEndsWhileTheApplicationStopsIsAnInternalError() {
		CompletionStage<@Nullable Payload> answer;
		CompletableFuture<Object> pending;
		try (ControllerApp stopping = ControllerApp.with(Answers.class)) {
			pending = stopping.bean(Answers.class).pending;
			answer = stopping.controllers().call(ControllerApp.caller(Identity.ANONYMOUS), "pending", null);
			stopping.bean(ExecutorService.class).shutdownNow();
		}

		new Thread(() -> pending.complete("too late"), "a loop").start();

		assertThat(ControllerApp.errorOf(answer)).isEqualTo(ErrorCode.INTERNAL.error());
	}

	@Test
	void anUnknownMethodIsNotFound() {
		assertThat(app.rpcError("unknown", null)).isEqualTo(ErrorCode.METHOD_NOT_FOUND.error());
		assertThat(app.rpcError("", null)).isEqualTo(ErrorCode.METHOD_NOT_FOUND.error());
	}

	@Test
	void anUnmappedMethodIsNotCallable() {
		assertThat(app.rpcError("helper", null)).isEqualTo(ErrorCode.METHOD_NOT_FOUND.error());
	}

	@Test
	void aChannelIsCoveredByItsPattern() {
		assertThat(app.controllers().covers(ChannelName.of("match:42:score"))).isTrue();
		assertThat(app.controllers().covers(ChannelName.of("match:42:score:live"))).isFalse();
		assertThat(app.controllers().covers(ChannelName.of("plain"))).isFalse();
		assertThat(app.state("other")).isNull();
	}

	@Test
	void anRpcDoesNotReachASubscribeMapping() {
		assertThat(app.rpcError("match:42:score", null)).isEqualTo(ErrorCode.METHOD_NOT_FOUND.error());
	}

	@ParameterizedTest
	@CsvSource({ "match:42:score, score of 42", "match:final:score, the final", "match:42:what:ever, anything of 42" })
	void theMostExactMappingAnswers(String channel, String expected) {
		assertThat(app.state(channel)).isEqualTo("\"" + expected + "\"");
	}

	@Test
	void theMappingOfTheClassStandsInFront() {
		assertThat(app.rpc("room:7:leave", null)).isEqualTo("\"left 7\"");
		assertThat(app.rpc("room:7", null)).isEqualTo("\"room 7\"");
		assertThat(app.state("room:7:members")).isEqualTo("\"members of 7\"");
		assertThat(app.rpcError("leave", null)).isEqualTo(ErrorCode.METHOD_NOT_FOUND.error());
	}

	@Test
	void aMethodAnswersUnderSeveralNames() {
		assertThat(app.rpc("old", null)).isEqualTo(app.rpc("new", null)).isEqualTo("1");
	}

	@Test
	void aMappingWithoutANameTakesMessages() {
		assertThat(app.controllers().takesMessages()).isTrue();

		assertThat(app.send("\"hello\"")).succeedsWithin(Duration.ZERO).isNull();

		assertThat(app.bean(Answers.class).sent).hasValue("hello");
		assertThat(ControllerApp.errorOf(app.send(null)).code()).isEqualTo(ErrorCode.BAD_REQUEST.code());
	}

	@Test
	void withoutSuchAMethodNoMessagesAreTaken() {
		try (ControllerApp other = ControllerApp.with(Rooms.class)) {
			assertThat(other.controllers().takesMessages()).isFalse();
			assertThat(ControllerApp.errorOf(other.send("1"))).isEqualTo(ErrorCode.NOT_AVAILABLE.error());
		}
	}

	@Test
	void withoutControllersNothingIsAnswered() {
		try (ControllerApp empty = ControllerApp.with()) {
			assertThat(empty.rpcError("vote", null)).isEqualTo(ErrorCode.METHOD_NOT_FOUND.error());
			assertThat(empty.controllers().covers(ChannelName.of("match:42:score"))).isFalse();
		}
	}

	record Over(int runs, List<String> notes) {

		static final Over SAMPLE = new Over(4, List.of("a", "b"));

	}

	static class WhereIsItWritten {

		public String getThread() {
			return Thread.currentThread().getName();
		}

	}

	static class Viewed {

		@JsonView(Viewed.class)
		public int shown = 1;

		@JsonView(Over.class)
		public int hidden = 2;

	}

	@RealtimeController
	static class Answers {

		final CompletableFuture<Object> pending = new CompletableFuture<>();

		final CompletableFuture<Object> failing = new CompletableFuture<>();

		final AtomicReference<String> sent = new AtomicReference<>();

		@MessageMapping("plain")
		Over plain() {
			return Over.SAMPLE;
		}

		@MessageMapping("stage")
		CompletionStage<Over> stage() {
			return CompletableFuture.completedStage(Over.SAMPLE);
		}

		@MessageMapping("later")
		CompletableFuture<Over> later() {
			return CompletableFuture.supplyAsync(() -> Over.SAMPLE);
		}

		@MessageMapping("mono")
		Mono<Over> mono() {
			return Mono.just(Over.SAMPLE);
		}

		@MessageMapping("optional")
		Optional<Over> optional() {
			return Optional.of(Over.SAMPLE);
		}

		@MessageMapping("raw")
		Payload raw() {
			return Payload.json("{\"runs\":4,\n\"notes\":[\"a\",\"b\"]}");
		}

		@MessageMapping("void")
		void nothing() {
		}

		@MessageMapping("null")
		@Nullable Over none() {
			return null;
		}

		@MessageMapping("emptyStage")
		CompletionStage<@Nullable Void> emptyStage() {
			return CompletableFuture.completedStage(null);
		}

		@MessageMapping("emptyMono")
		Mono<Void> emptyMono() {
			return Mono.empty();
		}

		@MessageMapping("emptyOptional")
		Optional<Over> emptyOptional() {
			return Optional.empty();
		}

		@MessageMapping("view")
		@JsonView(Viewed.class)
		Viewed view() {
			return new Viewed();
		}

		@MessageMapping("pending")
		CompletableFuture<Object> pending() {
			return this.pending;
		}

		@MessageMapping("failing")
		CompletableFuture<Object> failing() {
			return this.failing;
		}

		@MessageMapping({ "old", "new" })
		int renamed() {
			return 1;
		}

		@MessageMapping
		void message(String text) {
			this.sent.set(text);
		}

		String helper() {
			return "not for clients";
		}

		@SubscribeMapping("match:{id}:score")
		String score(@DestinationVariable String id) {
			return "score of " + id;
		}

		@SubscribeMapping("match:final:score")
		String finale() {
			return "the final";
		}

		@SubscribeMapping("match:{id}:what:**")
		String anything(@DestinationVariable String id) {
			return "anything of " + id;
		}

		@MessageExceptionHandler
		String broken(IllegalStateException ex) {
			return Thread.currentThread().getName();
		}

	}

	@RealtimeController
	@MessageMapping("room:{id}")
	static class Rooms {

		@MessageMapping("leave")
		String leave(@DestinationVariable String id) {
			return "left " + id;
		}

		@MessageMapping
		String room(@DestinationVariable String id) {
			return "room " + id;
		}

		@SubscribeMapping("members")
		String members(@DestinationVariable String id) {
			return "members of " + id;
		}

	}

}
