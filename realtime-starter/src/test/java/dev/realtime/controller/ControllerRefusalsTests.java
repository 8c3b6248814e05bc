package dev.realtime.controller;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Scope;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.messaging.simp.annotation.support.SimpAnnotationMethodMessageHandler;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

import dev.realtime.RealtimeController;
import dev.realtime.message.ChannelName;
import dev.realtime.protocol.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for classes that are no legal controllers, or not ours.
 */
class ControllerRefusalsTests {

	@ParameterizedTest
	@ValueSource(classes = { Both.class, BothRest.class })
	void aStompControllerCannotBeARealtimeControllerToo(Class<?> controller) {
		assertRefused("is a @RealtimeController and a @Controller as well",
				"Move the realtime methods to a class that is only a @RealtimeController", controller);
	}

	@Test
	void aPrototypeIsRefused() {
		assertRefused("is no singleton", "Remove its @Scope", Prototype.class);
	}

	@Test
	void twoMethodsForTheSameNamesAreAmbiguous() {
		assertThatIllegalStateException().isThrownBy(() -> ControllerApp.with(Ambiguous.class))
			.withMessageContaining("Ambiguous mapping")
			.withMessageContainingAll("Ambiguous#one", "for 'match:{id}'", "Ambiguous#other", "for 'match:*'")
			.withMessageContaining("Change one of the patterns or remove one of the methods");
	}

	@Test
	void twoControllersForTheSameRpcAreAmbiguous() {
		assertThatIllegalStateException().isThrownBy(() -> ControllerApp.with(Votes.class, MoreVotes.class))
			.withMessageContaining("Votes#vote answers for 'vote'")
			.withMessageContaining("MoreVotes#vote for 'vote'");
	}

	@Test
	void anRpcAndAChannelMayHaveTheSameName() {
		try (ControllerApp app = ControllerApp.with(Votes.class, VoteChannel.class)) {
			assertThat(app.rpc("vote", null)).isEqualTo("\"rpc\"");
			assertThat(app.state("vote")).isEqualTo("\"channel\"");
		}
	}

	@Test
	void twoMethodsForMessagesAreRefused() {
		assertRefused("has a @MessageMapping without a name, as has", "Name the rpc", TwoForMessages.class);
	}

	@ParameterizedTest
	@ValueSource(classes = { NoState.class, NoStateLater.class })
	void aSubscribeMappingThatReturnsNothingIsRefused(Class<?> controller) {
		assertRefused("#nothing is a @SubscribeMapping and returns nothing", "use a ChannelAuthorizer", controller);
	}

	@Test
	void aSubscribeMappingWithoutAChannelIsRefused() {
		assertRefused("#all has a @SubscribeMapping without a channel", "Name the channels", NoChannel.class);
	}

	@Test
	void twoAnnotationsOnOneMethodAreRefused() {
		assertRefused("#both has @MessageMapping and @SubscribeMapping", "Make two methods of it",
				TwoAnnotations.class);
	}

	@Test
	void anIllegalPatternIsRefused() {
		assertRefused("#odd is mapped to 'match:**:score', which is no pattern", "must come last", OddPattern.class);
	}

	@Test
	void aVariableThatThePatternLacksIsRefused() {
		assertRefused("#typo has a @DestinationVariable 'matchId', but 'match:{id}' has no {matchId}",
				"Use one name in both places", Typo.class);
	}

	@Test
	void aChannelOfAnRpcIsRefused() {
		assertRefused("#where answers an rpc, which has no channel", "@DestinationVariable or @Payload",
				ChannelOfRpc.class);
	}

	@Test
	void aStreamIsRefused() {
		assertRefused("#stream returns a stream", "Return a list", Stream.class);
	}

	@Test
	void anAnswerToSomebodyElseIsRefused() {
		assertRefused("#relay has @SendTo or @SendToUser", "publish with RealtimePublisher", Relay.class);
	}

	@Test
	void mappingsOfOtherControllersAreNotOurs() {
		try (ControllerApp app = ControllerApp.with(Stomp.class, NoControllerAtAll.class)) {
			assertThat(app.rpcError("stomp", null)).isEqualTo(ErrorCode.METHOD_NOT_FOUND.error());
			assertThat(app.rpcError("nobody", null)).isEqualTo(ErrorCode.METHOD_NOT_FOUND.error());
			assertThat(app.controllers().covers(ChannelName.of("stomp"))).isFalse();
		}
	}

	@Test
	void ourMappingsAreNotStomps() {
		try (ControllerApp app = ControllerApp.with(Stomp.class, Votes.class, VoteChannel.class, StompHandler.class)) {
			assertThat(app.bean(SimpAnnotationMethodMessageHandler.class).getHandlerMethods().values()).hasSize(2)
				.allSatisfy((method) -> assertThat(method.getBeanType()).isEqualTo(Stomp.class));
			assertThat(app.rpc("vote", null)).isEqualTo("\"rpc\"");
		}
	}

	@Test
	void placeholdersInMappingsAreResolved() {
		System.setProperty("realtime.test.method", "ballot");
		try (ControllerApp app = ControllerApp.with(Placeholder.class)) {
			assertThat(app.rpc("ballot:7:live", null)).isEqualTo("7");
		}
		finally {
			System.clearProperty("realtime.test.method");
		}
	}

	private static void assertRefused(String problem, String remedy, Class<?> controller) {
		assertThatIllegalStateException().isThrownBy(() -> ControllerApp.with(controller))
			.withMessageContaining(controller.getName())
			.withMessageContaining(problem)
			.withMessageContaining(remedy);
	}

	@RealtimeController
	@Controller
	static class Both {

		@MessageMapping("both")
		void both() {
		}

	}

	@RealtimeController
	@RestController
	static class BothRest {

	}

	@RealtimeController
	@Scope("prototype")
	static class Prototype {

	}

	@RealtimeController
	static class Ambiguous {

		@SubscribeMapping("match:{id}")
		String one() {
			return "";
		}

		@SubscribeMapping("match:*")
		String other() {
			return "";
		}

	}

	@RealtimeController
	static class Votes {

		@MessageMapping("vote")
		String vote() {
			return "rpc";
		}

	}

	@RealtimeController
	static class MoreVotes {

		@MessageMapping("vote")
		String vote() {
			return "";
		}

	}

	@RealtimeController
	static class VoteChannel {

		@SubscribeMapping("vote")
		String vote() {
			return "channel";
		}

	}

	@RealtimeController
	static class TwoForMessages {

		@MessageMapping
		void one() {
		}

		@MessageMapping("")
		void other() {
		}

	}

	@RealtimeController
	static class NoState {

		@SubscribeMapping("match:{id}")
		void nothing() {
		}

	}

	@RealtimeController
	static class NoStateLater {

		@SubscribeMapping("match:{id}")
		CompletionStage<Void> nothing() {
			return CompletableFuture.completedStage(null);
		}

	}

	@RealtimeController
	static class NoChannel {

		@SubscribeMapping
		String all() {
			return "";
		}

	}

	@RealtimeController
	static class TwoAnnotations {

		@MessageMapping("both")
		@SubscribeMapping("both")
		String both() {
			return "";
		}

	}

	@RealtimeController
	static class OddPattern {

		@SubscribeMapping("match:**:score")
		String odd() {
			return "";
		}

	}

	@RealtimeController
	static class Typo {

		@SubscribeMapping("match:{id}")
		String typo(@DestinationVariable String matchId) {
			return matchId;
		}

	}

	@RealtimeController
	static class ChannelOfRpc {

		@MessageMapping("where")
		String where(ChannelName channel) {
			return channel.value();
		}

	}

	@RealtimeController
	static class Stream {

		@MessageMapping("stream")
		Flux<String> stream() {
			return Flux.empty();
		}

	}

	@RealtimeController
	static class Relay {

		@MessageMapping("relay")
		@SendTo("/topic/all")
		String relay() {
			return "";
		}

	}

	@Controller
	static class Stomp {

		@MessageMapping("stomp")
		void stomp() {
		}

		@SubscribeMapping("stomp")
		String state() {
			return "";
		}

	}

	static class NoControllerAtAll {

		@MessageMapping("nobody")
		void nobody() {
		}

	}

	@RealtimeController
	static class Placeholder {

		@MessageMapping("${realtime.test.method}:{id}:${realtime.test.absent:live}")
		int ballot(@DestinationVariable int id) {
			return id;
		}

	}

	static class StompHandler extends SimpAnnotationMethodMessageHandler {

		StompHandler() {
			super(new ExecutorSubscribableChannel(), new ExecutorSubscribableChannel(),
					new SimpMessagingTemplate(new ExecutorSubscribableChannel()));
		}

	}

}
