package dev.realtime.protocol;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.realtime.message.ClientId;
import dev.realtime.protocol.ClientCommand.Connect;
import dev.realtime.protocol.ClientCommand.Recovery;
import dev.realtime.protocol.ClientCommand.Refresh;
import dev.realtime.protocol.ClientCommand.SubRefresh;
import dev.realtime.protocol.ClientCommand.Subscribe;
import dev.realtime.protocol.ServerFrame.ConnectPush;
import dev.realtime.protocol.ServerFrame.ConnectReply;

import static org.assertj.core.api.Assertions.assertThat;

class CredentialsTests {

	@Test
	void credentialsAreNotPrinted() {
		ConnectReply reply = new ConnectReply(1, new ClientId("c"), "", 0, null, Map.of(), 25, true, "secret", "", 0);

		List<Object> messages = List.of(
				new Connect(1, "secret", null, Map.of(), "js", "5", Map.of("Authorization", "secret")),
				new Subscribe(1, "c", "secret", null, Recovery.NONE, false, false, false, "", 0),
				new Refresh(1, "secret"), new SubRefresh(1, "c", "secret"), reply, new ConnectPush(reply));

		assertThat(messages)
			.allSatisfy((message) -> assertThat(message.toString()).contains("id=1").doesNotContain("secret"));
	}

}
