package dev.realtime.controller;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.HandlerMethod;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.util.StringUtils;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import dev.realtime.CommandRejectedException;
import dev.realtime.RealtimeController;
import dev.realtime.message.UserId;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.protocol.ProtocolError;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what clients read when controller methods fail.
 */
@ExtendWith(OutputCaptureExtension.class)
class ControllerFailuresTests {

	private static final ProtocolError SOLD_OUT = new ProtocolError(470, "sold out", false);

	private static ControllerApp app;

	@BeforeAll
	static void start() {
		app = ControllerApp.with(Failing.class, Handling.class, LocalValidatorFactoryBean.class);
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "reject", "rejectLater", "rejectWrapped", "handled.reject" })
	void aRejectionIsTheAnswer(String method, CapturedOutput output) {
		assertThat(app.rpcError(method, null)).isEqualTo(SOLD_OUT);
		assertThat(output).doesNotContain("failed");
	}

	@Test
	void aSubscriptionIsRejectedLikewise() {
		assertThat(app.stateError("reject")).isEqualTo(SOLD_OUT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "break", "breakLater", "breakChecked", "breakBadly", "breakEncoding" })
	void anyOtherExceptionIsAnInternalErrorWithoutAWord(String method) {
		assertThat(app.rpcError(method, "\"secret of the client\"")).isEqualTo(ErrorCode.INTERNAL.error());
	}

	@Test
	void theLogNamesTheMethodOnceAndNotTheData(CapturedOutput output) {
		try (ControllerApp fresh = ControllerApp.with(Failing.class)) {
			for (int i = 0; i < 5; i++) {
				fresh.rpcError("break", "\"secret of the client\"");
			}
		}

		assertThat(StringUtils.countOccurrencesOf(output.getOut(), "Failing#breaks failed")).isOne();
		assertThat(output).contains("WARN")
			.contains("IllegalStateException: the database is away")
			.doesNotContain("secret of the client");
	}

	@Test
	void aMissingHeaderIsAnInternalErrorWithoutTheMessageInTheLog(CapturedOutput output) {
		assertThat(app.rpcError("missingHeader", "\"secret of the client\"")).isEqualTo(ErrorCode.INTERNAL.error());

		assertThat(output).contains("Failing#missingHeader failed").contains("Missing header 'absent'");
		assertThat(output).doesNotContain("secret of the client").doesNotContain("Caller[");
	}

	@Test
	void argumentsThatDoNotFitAreToldByTypeAndNotByValue(CapturedOutput output) {
		assertThat(app.rpcError("primitive", null)).isEqualTo(ErrorCode.INTERNAL.error());

		assertThat(output).contains("Failing#primitive with arguments of the types [null]");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "vote|{\"option\":\"\",\"count\":99}|not valid: count, option",
					"vote|{\"option\":\"a\",\"count\":99}|not valid: count",
					"validated|{\"option\":\"a\",\"count\":99}|not valid: count",
					"vote|{\"option\":\"a\",\"count\":\"abc\"}|the data cannot be read at 'count'",
					"vote|{\"option\":|the data cannot be read", "vote|[]|the data cannot be read" })
	void badDataIsABadRequestThatNamesFieldsAndNoValues(String method, String data, String reason,
			CapturedOutput output) {
		assertThat(app.rpcError(method, data)).isEqualTo(ErrorCode.BAD_REQUEST.because(reason));
		assertThat(output).doesNotContain("failed");
	}

	@Test
	void dataIsNotValidatedUnlessAskedFor() {
		assertThat(app.rpc("unchecked", "{\"option\":\"\",\"count\":99}")).isEqualTo("99");
	}

	@Test
	void withoutAValidatorNothingIsValidated() {
		try (ControllerApp lenient = ControllerApp.with(Failing.class)) {
			assertThat(lenient.rpc("vote", "{\"option\":\"\",\"count\":99}")).isEqualTo("99");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "handled.state", "handled.stateLater", "handled.subclass", "handled.cause" })
	void anExceptionHandlerAnswersInTheMethodsPlace(String method, CapturedOutput output) {
		assertThat(app.rpc(method, "1")).isEqualTo("{\"problem\":\"no seat\",\"method\":\"state\"}".replace("\"state\"",
				"\"" + method.substring("handled.".length()) + "\""));
		assertThat(output).doesNotContain("failed");
	}

	@Test
	void anExceptionHandlerAnswersLater() {
		assertThat(app.rpc("handled.unsupported", null)).isEqualTo("\"later\"");
	}

	@Test
	void anExceptionHandlerMaySeeInvalidData() {
		assertThat(app.rpc("handled.vote", "{\"option\":\"\",\"count\":1}")).isEqualTo("\"please vote for something\"");
	}

	@Test
	void anExceptionHandlerChoosesTheError() {
		assertThat(app.rpcError("handled.argument", null)).isEqualTo(SOLD_OUT);
		assertThat(app.stateError("handled.argument")).isEqualTo(SOLD_OUT);
	}

	@Test
	void anExceptionHandlerThatReturnsNothingLeavesTheErrorAsItWas(CapturedOutput output) {
		assertThat(app.rpcError("handled.arithmetic", null)).isEqualTo(ErrorCode.INTERNAL.error());
		assertThat(app.rpcError("handled.conversion", null))
			.isEqualTo(ErrorCode.BAD_REQUEST.because("the data cannot be read"));
		assertThat(output).doesNotContain("failed");
	}

	@Test
	void anExceptionHandlerThatBreaksIsAnInternalErrorToo(CapturedOutput output) {
		assertThat(app.rpcError("handled.interrupted", null)).isEqualTo(ErrorCode.INTERNAL.error());
		assertThat(output).contains("Handling#breaks failed").contains("broken handler");
	}

	@Test
	void anExceptionHandlerNeverGrantsASubscription() {
		assertThat(app.stateError("handled.state")).isEqualTo(ErrorCode.INTERNAL.error());
	}

	record Vote(@NotBlank String option, @Max(6) int count) {

	}

	record Problem(String problem, String method) {

	}

	static class NoSeatException extends IllegalStateException {

		private static final long serialVersionUID = 1L;

		NoSeatException() {
			super("no seat");
		}

	}

	@RealtimeController
	static class Failing {

		@MessageMapping("reject")
		void reject() {
			throw new CommandRejectedException(SOLD_OUT);
		}

		@MessageMapping("rejectLater")
		CompletionStage<String> rejectLater() {
			return CompletableFuture.failedStage(new CommandRejectedException(SOLD_OUT));
		}

		@MessageMapping("rejectWrapped")
		CompletionStage<String> rejectWrapped() {
			return CompletableFuture.supplyAsync(() -> {
				throw new CommandRejectedException(SOLD_OUT);
			});
		}

		@SubscribeMapping("reject")
		String state() {
			throw new CommandRejectedException(SOLD_OUT);
		}

		@MessageMapping("break")
		void breaks(String text) {
			throw new IllegalStateException("the database is away");
		}

		@MessageMapping("breakLater")
		CompletionStage<String> breakLater() {
			return CompletableFuture.failedStage(new IllegalStateException("the database is away"));
		}

		@MessageMapping("breakChecked")
		void breakChecked() throws Exception {
			throw new Exception("the database is away");
		}

		@MessageMapping("breakBadly")
		void breakBadly() {
			throw new StackOverflowError("too deep");
		}

		@MessageMapping("breakEncoding")
		Object breakEncoding() {
			return new Object() {
				@SuppressWarnings("unused")
				public String getName() {
					throw new IllegalStateException("no name");
				}
			};
		}

		@MessageMapping("missingHeader")
		void missingHeader(@Header("absent") String absent, String data) {
		}

		@MessageMapping("primitive")
		void primitive(@org.springframework.messaging.handler.annotation.Payload(required = false) int number) {
		}

		@MessageMapping("vote")
		int vote(@Valid Vote vote) {
			return vote.count();
		}

		@MessageMapping("validated")
		int validated(@Validated Vote vote) {
			return vote.count();
		}

		@MessageMapping("unchecked")
		int unchecked(Vote vote) {
			return vote.count();
		}

	}

	@RealtimeController
	static class Handling {

		@MessageMapping("handled.state")
		void state() {
			throw new IllegalStateException("no seat");
		}

		@SubscribeMapping("handled.state")
		String initialState() {
			throw new IllegalStateException("no seat");
		}

		@MessageMapping("handled.stateLater")
		CompletionStage<String> stateLater() {
			return CompletableFuture.failedStage(new ExecutionException(new IllegalStateException("no seat")));
		}

		@MessageMapping("handled.subclass")
		void subclass() {
			throw new NoSeatException();
		}

		@MessageMapping("handled.cause")
		void cause() throws Exception {
			throw new Exception("wrapped", new IllegalStateException("no seat"));
		}

		@MessageMapping("handled.unsupported")
		void unsupported() {
			throw new UnsupportedOperationException();
		}

		@MessageMapping("handled.vote")
		void vote(@Valid Vote vote) {
		}

		@MessageMapping("handled.argument")
		void argument() {
			throw new IllegalArgumentException("no");
		}

		@SubscribeMapping("handled.argument")
		String argumentState() {
			throw new IllegalArgumentException("no");
		}

		@MessageMapping("handled.arithmetic")
		void arithmetic() {
			throw new ArithmeticException("no");
		}

		@MessageMapping("handled.conversion")
		void conversion() {
			throw new MessageConversionException("no");
		}

		@MessageMapping("handled.interrupted")
		void interrupted() throws InterruptedException {
			throw new InterruptedException("no");
		}

		@MessageMapping("handled.reject")
		void reject() {
			throw new CommandRejectedException(SOLD_OUT);
		}

		@MessageExceptionHandler
		Problem handle(IllegalStateException ex, HandlerMethod method, UserId user) {
			assertThat(user).isEqualTo(UserId.ANONYMOUS);
			return new Problem(ex.getMessage(), method.getMethod().getName());
		}

		@MessageExceptionHandler(UnsupportedOperationException.class)
		CompletionStage<String> later() {
			return CompletableFuture.supplyAsync(() -> "later");
		}

		@MessageExceptionHandler
		String invalid(MethodArgumentNotValidException ex) {
			return "please vote for something";
		}

		@MessageExceptionHandler
		String choose(IllegalArgumentException ex) {
			throw new CommandRejectedException(SOLD_OUT);
		}

		@MessageExceptionHandler({ ArithmeticException.class, MessageConversionException.class })
		void look(Exception ex) {
		}

		@MessageExceptionHandler
		void breaks(InterruptedException ex) {
			throw new IllegalStateException("broken handler");
		}

		@MessageExceptionHandler
		String anythingElse(CommandRejectedException ex) {
			return "never called";
		}

	}

}
