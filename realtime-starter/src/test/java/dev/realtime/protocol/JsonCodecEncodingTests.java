package dev.realtime.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Payload;
import dev.realtime.message.Priority;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;
import dev.realtime.message.UserId;
import dev.realtime.protocol.ServerFrame.ConnectPush;
import dev.realtime.protocol.ServerFrame.ConnectReply;
import dev.realtime.protocol.ServerFrame.DisconnectPush;
import dev.realtime.protocol.ServerFrame.ErrorReply;
import dev.realtime.protocol.ServerFrame.HistoryReply;
import dev.realtime.protocol.ServerFrame.JoinPush;
import dev.realtime.protocol.ServerFrame.LeavePush;
import dev.realtime.protocol.ServerFrame.MessagePush;
import dev.realtime.protocol.ServerFrame.Ping;
import dev.realtime.protocol.ServerFrame.PresenceReply;
import dev.realtime.protocol.ServerFrame.PresenceStatsReply;
import dev.realtime.protocol.ServerFrame.PublicationPush;
import dev.realtime.protocol.ServerFrame.PublishReply;
import dev.realtime.protocol.ServerFrame.RefreshPush;
import dev.realtime.protocol.ServerFrame.RefreshReply;
import dev.realtime.protocol.ServerFrame.RpcReply;
import dev.realtime.protocol.ServerFrame.SubRefreshReply;
import dev.realtime.protocol.ServerFrame.SubscribePush;
import dev.realtime.protocol.ServerFrame.SubscribeReply;
import dev.realtime.protocol.ServerFrame.SubscribeResult;
import dev.realtime.protocol.ServerFrame.UnsubscribePush;
import dev.realtime.protocol.ServerFrame.UnsubscribeReply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class JsonCodecEncodingTests {

	private static final ChannelName CHANNEL = ChannelName.of("c");

	private static final ClientId CLIENT = new ClientId("42");

	private static final ClientInfo ANONYMOUS = new ClientInfo(UserId.ANONYMOUS, CLIENT, null, null);

	private static final SubscribeResult PLAIN = new SubscribeResult(0, false, false, StreamPosition.NONE, false, false,
			List.of(), null, false);

	private final JsonCodec codec = new JsonCodec();

	@Test
	void pingIsTheEmptyObject() {
		assertThat(text(new Ping())).isEqualTo("{}");
		assertThat(this.codec.ping().text()).isEqualTo("{}");
		assertThat(this.codec.ping()).isSameAs(new JsonCodec().ping());
		assertThat(this.codec.isText()).isTrue();
	}

	@Test
	void errorReplyHasNoResult() {
		assertThat(text(new ErrorReply(3, ErrorCode.PERMISSION_DENIED.error())))
			.isEqualTo("{\"id\":3,\"error\":{\"code\":103,\"message\":\"permission denied\"}}");
		assertThat(text(new ErrorReply(4294967295L, ErrorCode.TOO_MANY_REQUESTS.because("51 of 50 in 1 s")))).isEqualTo(
				"{\"id\":4294967295,\"error\":{\"code\":111,\"message\":\"too many requests: 51 of 50 in 1 s\",\"temporary\":true}}");
	}

	@Test
	void shortestConnectReplyTellsTheClientItsId() {
		assertThat(text(new ConnectReply(1, CLIENT, "", 0, null, Map.of(), 0, false, "", "", 0)))
			.isEqualTo("{\"id\":1,\"connect\":{\"client\":\"42\"}}");
	}

	@Test
	void fullConnectReplyListsItsSubscriptionsByName() {
		SubscribeResult recovered = new SubscribeResult(0, true, true, new StreamPosition("e", 5), true, true,
				List.of(publication("6", 6)), null, false);

		assertThat(text(new ConnectReply(1, CLIENT, "realtime 0.1", 3600, Payload.json("{\"a\":[]}"),
				Map.of("z", PLAIN, "a", recovered), 25, true, "s", "n", 1700000000000L)))
			.isEqualTo("{\"id\":1,\"connect\":{\"client\":\"42\",\"version\":\"realtime 0.1\",\"expires\":true,"
					+ "\"ttl\":3600,\"data\":{\"a\":[]},\"subs\":{\"a\":{\"recoverable\":true,\"epoch\":\"e\","
					+ "\"publications\":[{\"data\":6,\"offset\":6}],\"recovered\":true,\"offset\":5,"
					+ "\"positioned\":true,\"was_recovering\":true},\"z\":{}},\"ping\":25,\"pong\":true,"
					+ "\"session\":\"s\",\"node\":\"n\",\"time\":1700000000000}}");
	}

	@Test
	void emptyResultsAreWritten() {
		assertThat(text(new SubscribeReply(3, PLAIN))).isEqualTo("{\"id\":3,\"subscribe\":{}}");
		assertThat(text(new UnsubscribeReply(3))).isEqualTo("{\"id\":3,\"unsubscribe\":{}}");
		assertThat(text(new PublishReply(3))).isEqualTo("{\"id\":3,\"publish\":{}}");
		assertThat(text(new RpcReply(3, null))).isEqualTo("{\"id\":3,\"rpc\":{}}");
		assertThat(text(new SubRefreshReply(3, 0))).isEqualTo("{\"id\":3,\"sub_refresh\":{}}");
	}

	@Test
	void freshSubscriptionTellsTheTopOfTheStream() {
		assertThat(text(subscribed(new StreamPosition("xyz", 7), false, false))).isEqualTo(
				"{\"id\":2,\"subscribe\":{\"recoverable\":true,\"epoch\":\"xyz\",\"offset\":7,\"positioned\":true}}");
		assertThat(text(subscribed(new StreamPosition("xyz", 0), false, false)))
			.isEqualTo("{\"id\":2,\"subscribe\":{\"recoverable\":true,\"epoch\":\"xyz\",\"positioned\":true}}");
	}

	@Test
	void successfulRecoveryTellsThePositionOfTheRequestAndWhatFollowedIt() {
		assertThat(text(subscribed(new StreamPosition("xyz", 7), true, true, publication("8", 8), publication("9", 9))))
			.isEqualTo("{\"id\":2,\"subscribe\":{\"recoverable\":true,\"epoch\":\"xyz\",\"publications\":"
					+ "[{\"data\":8,\"offset\":8},{\"data\":9,\"offset\":9}],\"recovered\":true,\"offset\":7,"
					+ "\"positioned\":true,\"was_recovering\":true}}");
		assertThat(text(subscribed(new StreamPosition("xyz", 7), true, true))).isEqualTo(
				"{\"id\":2,\"subscribe\":{\"recoverable\":true,\"epoch\":\"xyz\",\"recovered\":true,\"offset\":7,"
						+ "\"positioned\":true,\"was_recovering\":true}}");
	}

	@Test
	void failedRecoveryTellsTheTopOfTheStream() {
		assertThat(text(subscribed(new StreamPosition("xyz", 70), true, false))).isEqualTo(
				"{\"id\":2,\"subscribe\":{\"recoverable\":true,\"epoch\":\"xyz\",\"offset\":70,\"positioned\":true,"
						+ "\"was_recovering\":true}}");
	}

	@Test
	void subscriptionTellsExpiryDataAndDelta() {
		SubscribeResult result = new SubscribeResult(60, false, false, StreamPosition.NONE, false, false, List.of(),
				Payload.json("\"hi\""), true);

		assertThat(text(new SubscribeReply(2, result)))
			.isEqualTo("{\"id\":2,\"subscribe\":{\"expires\":true,\"ttl\":60,\"data\":\"hi\",\"delta\":true}}");
	}

	@Test
	void presenceIsWrittenEvenIfNobodyIsThere() {
		ClientInfo info = new ClientInfo(UserId.of("विराट"), CLIENT, Payload.json("{\"n\":1}"), Payload.json("[]"));

		assertThat(text(new PresenceReply(4, Map.of()))).isEqualTo("{\"id\":4,\"presence\":{\"presence\":{}}}");
		assertThat(text(new PresenceReply(4, Map.of(CLIENT, info))))
			.isEqualTo("{\"id\":4,\"presence\":{\"presence\":{\"42\":{\"user\":\"विराट\",\"client\":\"42\","
					+ "\"conn_info\":{\"n\":1},\"chan_info\":[]}}}}");
	}

	@Test
	void presenceStatsAreWrittenEvenIfZero() {
		assertThat(text(new PresenceStatsReply(5, 0, 0)))
			.isEqualTo("{\"id\":5,\"presence_stats\":{\"num_clients\":0,\"num_users\":0}}");
		assertThat(text(new PresenceStatsReply(5, 12, 7)))
			.isEqualTo("{\"id\":5,\"presence_stats\":{\"num_clients\":12,\"num_users\":7}}");
	}

	@Test
	void historyIsWrittenEvenIfEmpty() {
		assertThat(text(new HistoryReply(6, List.of(), StreamPosition.NONE)))
			.isEqualTo("{\"id\":6,\"history\":{\"publications\":[],\"epoch\":\"\",\"offset\":0}}");
		assertThat(text(
				new HistoryReply(6, List.of(publication("2", 2), publication("1", 1)), new StreamPosition("e", 2))))
			.isEqualTo("{\"id\":6,\"history\":{\"publications\":[{\"data\":2,\"offset\":2},{\"data\":1,\"offset\":1}],"
					+ "\"epoch\":\"e\",\"offset\":2}}");
	}

	@Test
	void rpcAndRefreshRepliesCarryTheirResults() {
		assertThat(text(new RpcReply(7, Payload.json("{\"ok\":true}"))))
			.isEqualTo("{\"id\":7,\"rpc\":{\"data\":{\"ok\":true}}}");
		assertThat(text(new RefreshReply(8, CLIENT, "v", 30)))
			.isEqualTo("{\"id\":8,\"refresh\":{\"client\":\"42\",\"version\":\"v\",\"expires\":true,\"ttl\":30}}");
		assertThat(text(new SubRefreshReply(9, 30)))
			.isEqualTo("{\"id\":9,\"sub_refresh\":{\"expires\":true,\"ttl\":30}}");
	}

	@Test
	void publicationPushCarriesWhatIsNotZero() {
		assertThat(text(new PublicationPush(CHANNEL, publication("{\"x\": 1}", 0))))
			.isEqualTo("{\"push\":{\"channel\":\"c\",\"pub\":{\"data\":{\"x\": 1}}}}");
		assertThat(text(new PublicationPush(CHANNEL, publication("[]", 9223372036854775807L))))
			.isEqualTo("{\"push\":{\"channel\":\"c\",\"pub\":{\"data\":[],\"offset\":9223372036854775807}}}");
		assertThat(text(new PublicationPush(CHANNEL,
				publication("0", 2, ANONYMOUS, Map.of("b", "2", "a", "", "c", "\""), 1700000000000L))))
			.isEqualTo("{\"push\":{\"channel\":\"c\",\"pub\":{\"data\":0,\"info\":{\"user\":\"\",\"client\":\"42\"},"
					+ "\"offset\":2,\"tags\":{\"a\":\"\",\"b\":\"2\",\"c\":\"\\\"\"},\"time\":1700000000000}}}");
	}

	@Test
	void firstPublicationOfAStreamTellsItsEpoch() {
		assertThat(text(new PublicationPush(CHANNEL, publication("1", 1))))
			.isEqualTo("{\"push\":{\"channel\":\"c\",\"pub\":{\"data\":1,\"offset\":1,\"epoch\":\"e\"}}}");
	}

	@Test
	void joinAndLeavePushesTellWho() {
		assertThat(text(new JoinPush(CHANNEL, ANONYMOUS)))
			.isEqualTo("{\"push\":{\"channel\":\"c\",\"join\":{\"info\":{\"user\":\"\",\"client\":\"42\"}}}}");
		assertThat(text(new LeavePush(CHANNEL, ANONYMOUS)))
			.isEqualTo("{\"push\":{\"channel\":\"c\",\"leave\":{\"info\":{\"user\":\"\",\"client\":\"42\"}}}}");
	}

	@Test
	void remainingPushesCarryTheirMembers() {
		assertThat(text(new UnsubscribePush(CHANNEL, UnsubscribeReason.INSUFFICIENT_STATE))).isEqualTo(
				"{\"push\":{\"channel\":\"c\",\"unsubscribe\":{\"code\":2500,\"reason\":\"insufficient state\"}}}");
		assertThat(text(new MessagePush(Payload.json("{\"hi\":1}"))))
			.isEqualTo("{\"push\":{\"message\":{\"data\":{\"hi\":1}}}}");
		assertThat(text(new SubscribePush(CHANNEL, false, StreamPosition.NONE, null)))
			.isEqualTo("{\"push\":{\"channel\":\"c\",\"subscribe\":{}}}");
		assertThat(text(new SubscribePush(CHANNEL, true, new StreamPosition("e", 4), Payload.json("1"))))
			.isEqualTo("{\"push\":{\"channel\":\"c\",\"subscribe\":{\"recoverable\":true,\"epoch\":\"e\",\"offset\":4,"
					+ "\"positioned\":true,\"data\":1}}}");
		assertThat(text(new ConnectPush(new ConnectReply(0, CLIENT, "v", 0, null, Map.of(), 25, false, "", "", 0))))
			.isEqualTo("{\"push\":{\"connect\":{\"client\":\"42\",\"version\":\"v\",\"ping\":25}}}");
		assertThat(text(new RefreshPush(30))).isEqualTo("{\"push\":{\"refresh\":{\"expires\":true,\"ttl\":30}}}");
		assertThat(text(new RefreshPush(0))).isEqualTo("{\"push\":{\"refresh\":{}}}");
	}

	@Test
	void disconnectPushTellsWhetherToComeBack() {
		assertThat(text(new DisconnectPush(CloseReason.FORCE_DISCONNECT)))
			.isEqualTo("{\"push\":{\"disconnect\":{\"code\":3503,\"reason\":\"force disconnect\"}}}");
		assertThat(text(new DisconnectPush(CloseReason.SHUTDOWN)))
			.isEqualTo("{\"push\":{\"disconnect\":{\"code\":3001,\"reason\":\"shutdown\",\"reconnect\":true}}}");
	}

	@Test
	void channelNameIsEscaped() {
		assertThat(text(new PublicationPush(ChannelName.of("a\"\\/क🏏"), publication("1", 0))))
			.isEqualTo("{\"push\":{\"channel\":\"a\\\"\\\\/क🏏\",\"pub\":{\"data\":1}}}");
	}

	@Test
	void joinedFramesAreSeparatedByOneLineFeed() {
		EncodedFrame first = this.codec.encode(new PublishReply(1));
		EncodedFrame second = this.codec.encode(new MessagePush(Payload.json("\"क\"")));

		assertThat(this.codec.join(List.of(first, this.codec.ping(), second)).text())
			.isEqualTo("{\"id\":1,\"publish\":{}}\n{}\n{\"push\":{\"message\":{\"data\":\"क\"}}}");
		assertThat(this.codec.join(List.of(first))).isSameAs(first);
		assertThatIllegalArgumentException().isThrownBy(() -> this.codec.join(List.of()));
	}

	private String text(ServerFrame frame) {
		EncodedFrame encoded = this.codec.encode(frame);
		assertThat(encoded.bytes()).hasSize(encoded.size()).isEqualTo(encoded.text().getBytes(StandardCharsets.UTF_8));
		return encoded.text();
	}

	private static SubscribeReply subscribed(StreamPosition position, boolean wasRecovering, boolean recovered,
			Publication... publications) {
		return new SubscribeReply(2, new SubscribeResult(0, true, true, position, wasRecovering, recovered,
				List.of(publications), null, false));
	}

	private static Publication publication(String json, long offset) {
		return publication(json, offset, null, Map.of(), 0);
	}

	private static Publication publication(String json, long offset, @Nullable ClientInfo author,
			Map<String, String> tags, long timeMillis) {
		StreamPosition position = (offset != 0) ? new StreamPosition("e", offset) : StreamPosition.NONE;
		return new Publication(1, Payload.json(json), position, Priority.NORMAL, author, tags, timeMillis);
	}

}
