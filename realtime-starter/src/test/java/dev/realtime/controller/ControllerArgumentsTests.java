package dev.realtime.controller;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import tools.jackson.databind.JsonNode;

import dev.realtime.RealtimeController;
import dev.realtime.command.Caller;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.UserId;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.protocol.ProtocolError;
import dev.realtime.security.Identity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what controller methods may have as parameters.
 */
class ControllerArgumentsTests {

	private static final Principal ANN = () -> "ann";

	private static ControllerApp app;

	@BeforeAll
	static void start() {
		app = ControllerApp.with(Arguments.class, TenantResolver.class);
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "record|{\"option\":\"six\",\"count\":2}|six x 2",
					"annotated|{\"option\":\"six\",\"count\":0}|six x 0",
					"list|[{\"option\":\"a\",\"count\":0},{\"option\":\"b\",\"count\":0}]|2 votes, first a x 0",
					"string|\"text\"|text", "number|7|8", "node|{\"a\":[1,2]}|2", "bytes|[1,2]|[1,2]",
					"message|{\"option\":\"six\",\"count\":0}|six x 0" })
	void dataIsReadFromJson(String method, String data, String expected) {
		assertThat(app.rpc(method, data)).isEqualTo("\"" + expected + "\"");
	}

	@Test
	void rawDataIsNotTouched() {
		String odd = "{ \"b\":1.50,  \"a\":1e3 }";

		assertThat(app.rpc("raw", odd)).isEqualTo(odd);
	}

	@ParameterizedTest
	@CsvSource({ "optional, none", "nullable, none", "notRequired, none", "optionalRaw, none", "nullableRaw, none" })
	void dataMayBeAbsentWhereTheParameterSaysSo(String method, String expected) {
		assertThat(app.rpc(method, null)).isEqualTo("\"" + expected + "\"");
		assertThat(app.rpc(method, "null")).isEqualTo("\"" + expected + "\"");
		assertThat(app.rpc(method, "{\"option\":\"six\",\"count\":1}")).isEqualTo("\"some\"");
	}

	@ParameterizedTest
	@CsvSource({ "record", "raw", "list", "annotated", "message" })
	void missingDataIsABadRequest(String method) {
		assertThat(app.rpcError(method, null).code()).isEqualTo(ErrorCode.BAD_REQUEST.code());
	}

	@Test
	void missingDataIsNamed() {
		assertThat(app.rpcError("record", null)).isEqualTo(ErrorCode.BAD_REQUEST.because("the data is missing"));
		assertThat(app.rpcError("record", "null")).isEqualTo(ErrorCode.BAD_REQUEST.because("the data is missing"));
	}

	@Test
	void destinationVariablesAreConverted() {
		assertThat(app.rpc("room:42:say", "\"hi\"")).isEqualTo("\"42: hi\"");
		assertThat(app.state("match:42:of:ann")).isEqualTo("\"42 ann match:42:of:ann\"");
	}

	@Test
	void aNameThatCannotBeConvertedIsABadRequestWithoutItsValue() {
		ProtocolError error = app.stateError("match:secret:of:ann");

		assertThat(error).isEqualTo(ErrorCode.BAD_REQUEST.because("'id' cannot be read"));
	}

	@Test
	void theClientIsKnown() {
		assertThat(app.rpc(ANN, "client", null)).isEqualTo("\"client-1 ann ann ann\"");
		assertThat(app.rpc("client", null)).isEqualTo("\"client-1 (anonymous) nobody (anonymous)\"");
	}

	@Test
	void aDemandedPrincipalRefusesAnonymousClients() {
		assertThat(app.rpc(ANN, "principal", null)).isEqualTo("\"ann\"");
		assertThat(app.rpcError("principal", null)).isEqualTo(ErrorCode.UNAUTHORIZED.error());
	}

	@ParameterizedTest
	@CsvSource({ "optionalPrincipal", "nullablePrincipal" })
	void aPrincipalMayBeAbsentWhereTheParameterSaysSo(String method) {
		assertThat(app.rpc(ANN, method, null)).isEqualTo("\"ann\"");
		assertThat(app.rpc(method, null)).isEqualTo("\"nobody\"");
	}

	@Test
	void aPrincipalOfAnotherClassIsTheApplicationsMistake() {
		assertThat(app.rpcError(Identity.of(ANN), "special", null)).isEqualTo(ErrorCode.INTERNAL.error());
		assertThat(app.rpc(new Special("bob"), "special", null)).isEqualTo("\"bob\"");
	}

	@Test
	void headersAreThoseOfSpringMessaging() {
		assertThat(app.rpc(ANN, "headers", null)).isEqualTo("\"client-1 headers ann client-1 client-1\"");
	}

	@Test
	void dataComesWithSubscriptionsToo() {
		assertThat(app.state(Identity.ANONYMOUS, "page:2", "{\"option\":\"x\",\"count\":1}")).isEqualTo("\"2: x x 1\"");
	}

	@Test
	void applicationsAddKindsOfParameters() {
		assertThat(app.rpc(ANN, "tenant", null)).isEqualTo("\"tenant of ann\"");
	}

	record Vote(String option, int count) {

		@Override
		public String toString() {
			return this.option + " x " + this.count;
		}

	}

	record Tenant(String name) {

	}

	record Special(String getName) implements Principal {

		@Override
		public String getName() {
			return this.getName;
		}

	}

	@RealtimeController
	static class Arguments {

		@MessageMapping("record")
		String record(Vote vote) {
			return vote.toString();
		}

		@MessageMapping("annotated")
		String annotated(@Payload Vote vote) {
			return vote.toString();
		}

		@MessageMapping("list")
		String list(List<Vote> votes) {
			return votes.size() + " votes, first " + votes.get(0);
		}

		@MessageMapping("string")
		String string(String text) {
			return text;
		}

		@MessageMapping("number")
		String number(int number) {
			return String.valueOf(number + 1);
		}

		@MessageMapping("node")
		String node(JsonNode node) {
			return String.valueOf(node.get("a").size());
		}

		@MessageMapping("bytes")
		String bytes(byte[] bytes) {
			return new String(bytes);
		}

		@MessageMapping("message")
		String message(Message<Vote> message) {
			return message.getPayload().toString();
		}

		@MessageMapping("raw")
		dev.realtime.message.Payload raw(dev.realtime.message.Payload data) {
			return data;
		}

		@MessageMapping("optional")
		String optional(Optional<Vote> vote) {
			return vote.map((some) -> "some").orElse("none");
		}

		@MessageMapping("nullable")
		String nullable(@Nullable Vote vote) {
			return (vote != null) ? "some" : "none";
		}

		@MessageMapping("notRequired")
		String notRequired(@Payload(required = false) Vote vote) {
			return (vote != null) ? "some" : "none";
		}

		@MessageMapping("optionalRaw")
		String optionalRaw(Optional<dev.realtime.message.Payload> data) {
			return data.isPresent() ? "some" : "none";
		}

		@MessageMapping("nullableRaw")
		String nullableRaw(dev.realtime.message.@Nullable Payload data) {
			return (data != null) ? "some" : "none";
		}

		@MessageMapping("room:{id}:say")
		String say(@DestinationVariable long id, String text) {
			return id + ": " + text;
		}

		@SubscribeMapping("match:{id}:of:{user}")
		String of(@DestinationVariable("id") int number, @DestinationVariable UserId user, ChannelName channel) {
			return number + " " + user + " " + channel;
		}

		@SubscribeMapping("page:{number}")
		String page(@DestinationVariable int number, Vote data) {
			return number + ": " + data;
		}

		@MessageMapping("client")
		String client(Caller caller, Identity identity, ClientId client, UserId user, @Nullable Principal principal) {
			assertThat(caller).isEqualTo(new Caller(client, identity));
			return client + " " + user + " " + ((principal != null) ? principal.getName() : "nobody") + " "
					+ identity.user();
		}

		@MessageMapping("principal")
		String principal(Principal user) {
			return user.getName();
		}

		@MessageMapping("optionalPrincipal")
		String optionalPrincipal(Optional<Principal> user) {
			return user.map(Principal::getName).orElse("nobody");
		}

		@MessageMapping("nullablePrincipal")
		String nullablePrincipal(@Nullable Principal user) {
			return (user != null) ? user.getName() : "nobody";
		}

		@MessageMapping("special")
		String special(Special user) {
			return user.getName();
		}

		@MessageMapping("headers")
		String headers(@Header("simpSessionId") String session, SimpMessageHeaderAccessor accessor,
				MessageHeaders headers, @Headers Map<String, Object> map) {
			Caller caller = (Caller) map.get(RealtimeControllers.CALLER_HEADER);
			return session + " " + accessor.getDestination() + " "
					+ SimpMessageHeaderAccessor.getUser(headers).getName() + " " + accessor.getSessionId() + " "
					+ caller.client();
		}

		@MessageMapping("tenant")
		String tenant(Tenant tenant) {
			return tenant.name();
		}

	}

	static class TenantResolver implements HandlerMethodArgumentResolver {

		@Override
		public boolean supportsParameter(MethodParameter parameter) {
			return parameter.getParameterType() == Tenant.class;
		}

		@Override
		public Object resolveArgument(MethodParameter parameter, Message<?> message) {
			Caller caller = message.getHeaders().get(RealtimeControllers.CALLER_HEADER, Caller.class);
			return new Tenant("tenant of " + caller.identity().user());
		}

	}

}
