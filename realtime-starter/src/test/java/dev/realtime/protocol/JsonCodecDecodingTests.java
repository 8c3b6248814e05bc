package dev.realtime.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.realtime.message.Payload;
import dev.realtime.message.StreamPosition;
import dev.realtime.protocol.ClientCommand.Connect;
import dev.realtime.protocol.ClientCommand.History;
import dev.realtime.protocol.ClientCommand.Ping;
import dev.realtime.protocol.ClientCommand.Pong;
import dev.realtime.protocol.ClientCommand.Presence;
import dev.realtime.protocol.ClientCommand.PresenceStats;
import dev.realtime.protocol.ClientCommand.Publish;
import dev.realtime.protocol.ClientCommand.Recovery;
import dev.realtime.protocol.ClientCommand.Refresh;
import dev.realtime.protocol.ClientCommand.Rpc;
import dev.realtime.protocol.ClientCommand.Send;
import dev.realtime.protocol.ClientCommand.SubRefresh;
import dev.realtime.protocol.ClientCommand.Subscribe;
import dev.realtime.protocol.ClientCommand.Unsubscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonCodecDecodingTests {

	private final JsonCodec codec = new JsonCodec();

	@Test
	void connectIsReadWithAllItsFields() throws Exception {
		ClientCommand command = decode(
				"""
						{"connect":{"token":"t","data":{"a":[1]},"subs":{"news":{"recover":true,"offset":7,"epoch":"e"},"x":{}},\
						"name":"js","version":"5.8.0","headers":{"X-A":"1","X-B":"2"},"flag":1,"profile":{}},"id":1}""");

		assertThat(command).isEqualTo(new Connect(1, "t", Payload.json("{\"a\":[1]}"),
				Map.of("news", new Recovery(true, new StreamPosition("e", 7)), "x", Recovery.NONE), "js", "5.8.0",
				Map.of("X-A", "1", "X-B", "2")));
	}

	@Test
	void emptyConnectIsAnAnonymousOne() throws Exception {
		assertThat(decode("{\"id\":1,\"connect\":{}}"))
			.isEqualTo(new Connect(1, null, null, Map.of(), "", "", Map.of()));
	}

	@Test
	void subscribeIsReadWithAllItsFields() throws Exception {
		ClientCommand command = decode("""
				{"id":2,"subscribe":{"channel":"c","token":"t","recover":true,"epoch":"e","offset":9223372036854775807,\
				"data":"d","positioned":true,"recoverable":true,"join_leave":true,"delta":"fossil","flag":3,\
				"tf":{"op":"and","nodes":[]},"type":1}}""");

		assertThat(command).isEqualTo(new Subscribe(2, "c", "t", Payload.json("\"d\""),
				new Recovery(true, new StreamPosition("e", Long.MAX_VALUE)), true, true, true, "fossil", 3));
	}

	@Test
	void shortestSubscribeAsksForNothing() throws Exception {
		assertThat(decode("{\"id\":2,\"subscribe\":{\"channel\":\"c\"}}"))
			.isEqualTo(new Subscribe(2, "c", null, null, Recovery.NONE, false, false, false, "", 0));
	}

	@Test
	void recoveryFromNowhereIsStillWanted() throws Exception {
		Subscribe subscribe = (Subscribe) decode("{\"id\":2,\"subscribe\":{\"channel\":\"c\",\"recover\":true}}");

		assertThat(subscribe.recovery()).isEqualTo(new Recovery(true, StreamPosition.NONE));
	}

	@Test
	void commandsThatNameOnlyAChannelAreTold() throws Exception {
		assertThat(decode("{\"id\":3,\"unsubscribe\":{\"channel\":\"c\"}}")).isEqualTo(new Unsubscribe(3, "c"));
		assertThat(decode("{\"id\":4,\"presence\":{\"channel\":\"c\"}}")).isEqualTo(new Presence(4, "c"));
		assertThat(decode("{\"id\":5,\"presence_stats\":{\"channel\":\"c\"}}")).isEqualTo(new PresenceStats(5, "c"));
	}

	@Test
	void publishIsReadWithItsPayload() throws Exception {
		assertThat(decode("{\"id\":6,\"publish\":{\"channel\":\"c\",\"data\":{\"x\":1},\"type\":1}}"))
			.isEqualTo(new Publish(6, "c", Payload.json("{\"x\":1}")));
	}

	@Test
	void publishWithoutDataPublishesNull() throws Exception {
		Publish expected = new Publish(6, "c", Payload.json("null"));

		assertThat(decode("{\"id\":6,\"publish\":{\"channel\":\"c\"}}")).isEqualTo(expected);
		assertThat(decode("{\"id\":6,\"publish\":{\"channel\":\"c\",\"data\":null}}")).isEqualTo(expected);
	}

	@Test
	void historyIsReadWithAllItsFields() throws Exception {
		assertThat(decode("""
				{"id":7,"history":{"channel":"c","limit":-1,"since":{"offset":3,"epoch":"e"},"reverse":true}}"""))
			.isEqualTo(new History(7, "c", -1, new StreamPosition("e", 3), true));
		assertThat(decode("{\"id\":7,\"history\":{\"channel\":\"c\",\"since\":{}}}"))
			.isEqualTo(new History(7, "c", 0, StreamPosition.NONE, false));
		assertThat(decode("{\"id\":7,\"history\":{\"channel\":\"c\"}}")).isEqualTo(new History(7, "c", 0, null, false));
	}

	@Test
	void remainingCommandsAreRead() throws Exception {
		assertThat(decode("{\"id\":8,\"ping\":{}}")).isEqualTo(new Ping(8));
		assertThat(decode("{\"send\":{\"data\":[]}}")).isEqualTo(new Send(Payload.json("[]")));
		assertThat(decode("{\"id\":8,\"send\":{}}")).isEqualTo(new Send(null));
		assertThat(decode("{\"id\":9,\"rpc\":{\"method\":\"vote\",\"data\":7}}"))
			.isEqualTo(new Rpc(9, "vote", Payload.json("7")));
		assertThat(decode("{\"id\":9,\"rpc\":{}}")).isEqualTo(new Rpc(9, "", null));
		assertThat(decode("{\"id\":10,\"refresh\":{\"token\":\"t\"}}")).isEqualTo(new Refresh(10, "t"));
		assertThat(decode("{\"id\":11,\"sub_refresh\":{\"channel\":\"c\",\"token\":\"t\"}}"))
			.isEqualTo(new SubRefresh(11, "c", "t"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", " {}", "{ }\r", "{\"id\":0}", "{\"id\":null}", "{\"connect\":null}",
			"{\"future\":{\"x\":[1]}}", "{}\n", "\n{}", "\r\n{}\r\n\r\n" })
	void emptyCommandIsAPong(String frame) throws Exception {
		assertThat(decode(frame)).isSameAs(Pong.INSTANCE);
	}

	@Test
	void firstSetMemberInTheOrderOfTheProtocolCounts() throws Exception {
		assertThat(decode("{\"id\":1,\"rpc\":{\"data\":1},\"publish\":{\"channel\":\"c\",\"data\":2}}"))
			.isInstanceOf(Publish.class);
		assertThat(decode("{\"id\":1,\"publish\":{\"channel\":\"c\",\"data\":2},\"rpc\":\"whatever\"}"))
			.isInstanceOf(Publish.class);
		assertThat(decode("{\"id\":1,\"connect\":null,\"rpc\":{}}")).isInstanceOf(Rpc.class);
	}

	@Test
	void unknownMembersMayHoldAnything() throws Exception {
		assertThat(
				decode("""
						{"x":[{}],"id":1,"publish":{"limit":"no number","y":null,"channel":"c","data":1,"data2":{"data":[2]}},"z":1e9}"""))
			.isEqualTo(new Publish(1, "c", Payload.json("1")));
	}

	@Test
	void nullReadsAsAbsent() throws Exception {
		assertThat(decode("""
				{"id":1,"connect":{"token":null,"data":null,"subs":null,"name":null,"version":null,"headers":null}}"""))
			.isEqualTo(new Connect(1, null, null, Map.of(), "", "", Map.of()));
		assertThat(
				decode("""
						{"id":1,"subscribe":{"channel":null,"recover":null,"offset":null,"epoch":null,"delta":null,"flag":null}}"""))
			.isEqualTo(new Subscribe(1, "", null, null, Recovery.NONE, false, false, false, "", 0));
		assertThat(decode("{\"id\":1,\"connect\":{\"subs\":{\"c\":null}}}"))
			.isEqualTo(new Connect(1, null, null, Map.of("c", Recovery.NONE), "", "", Map.of()));
	}

	@Test
	void largestIdIsReadAndEscapesInNamesAreToo() throws Exception {
		assertThat(decode("{\"\\u0069d\":4294967295,\"p\\u0069ng\":{}}")).isEqualTo(new Ping(4294967295L));
	}

	@Test
	void channelIsReadAsTextWhateverItHolds() throws Exception {
		assertThat(decode("{\"id\":1,\"unsubscribe\":{\"channel\":\"a b\\n\\ud83d\\ude00क\"}}"))
			.isEqualTo(new Unsubscribe(1, "a b\n😀क"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "-0.5e+10", "123456789012345678901234567890", "true", "false", "\"\"",
			"\"क्रिकेट 🏏 é\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\ud83d\\ude00\\ud800\"", "[]", "{}",
			"[ 1 ,\t[ ] , { \"a\" : { } } ]", "{\"a\":{\"b\":[{\"c\":\"}]\\\"\"}]},\"id\":7,\"data\":null}",
			"{\"नाम\":\"विराट\",\"नाम\":2}" })
	void payloadIsKeptByteForByte(String json) throws Exception {
		for (String frame : List.of("{\"id\":1,\"rpc\":{\"data\":" + json + "}}",
				"{\"id\":1,\"rpc\":{\"méthode\":\"🏏\",\"data\" : \t" + json + " \r , \"method\":\"m\"} }",
				"{}\n{\"rpc\":{\"data\":" + json + ",\"method\":\"é\"},\"id\":1}\n")) {
			List<ClientCommand> commands = decodeAll(frame);

			Payload data = ((Rpc) commands.get(commands.size() - 1)).data();
			assertThat(data).isNotNull();
			assertThat(data.text()).isEqualTo(json);
		}
	}

	@Test
	void commandsOfAFrameComeInOrderWithTheBytesOfTheirLines() throws Exception {
		String[] lines = { "{\"id\":1,\"connect\":{}}", "", "{\"id\":2,\"subscribe\":{\"channel\":\"क\"}}", "{}" };
		List<Integer> sizes = new ArrayList<>();
		List<ClientCommand> commands = new ArrayList<>();
		byte[] frame = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);

		this.codec.decode(frame, frame.length, (command, wireBytes) -> {
			commands.add(command);
			sizes.add(wireBytes);
		});

		assertThat(commands).extracting(ClientCommand::id).containsExactly(1L, 2L, 0L);
		assertThat(sizes).containsExactly(lines[0].length(), lines[2].length() + 2, 2);
	}

	@Test
	void bytesBehindTheFrameAreNotRead() throws Exception {
		byte[] buffer = "{\"id\":1,\"ping\":{}}garbage".getBytes(StandardCharsets.UTF_8);
		List<ClientCommand> commands = new ArrayList<>();

		this.codec.decode(buffer, buffer.length - 7, (command, wireBytes) -> commands.add(command));

		assertThat(commands).containsExactly(new Ping(1));
		assertThatExceptionOfType(IndexOutOfBoundsException.class)
			.isThrownBy(() -> this.codec.decode(buffer, buffer.length + 1, (command, wireBytes) -> {
			}));
	}

	@Test
	void commandsBeforeAMalformedOneAreHandedOver() {
		List<ClientCommand> commands = new ArrayList<>();
		byte[] frame = "{\"id\":1,\"ping\":{}}\n{\"id\":2\n{}".getBytes(StandardCharsets.UTF_8);

		assertThatExceptionOfType(MalformedFrameException.class)
			.isThrownBy(() -> this.codec.decode(frame, frame.length, (command, wireBytes) -> commands.add(command)));

		assertThat(commands).containsExactly(new Ping(1));
	}

	private ClientCommand decode(String frame) throws MalformedFrameException {
		List<ClientCommand> commands = decodeAll(frame);
		assertThat(commands).hasSize(1);
		return commands.get(0);
	}

	private List<ClientCommand> decodeAll(String frame) throws MalformedFrameException {
		byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
		List<ClientCommand> commands = new ArrayList<>();
		this.codec.decode(bytes, bytes.length, (command, wireBytes) -> commands.add(command));
		return commands;
	}

}
