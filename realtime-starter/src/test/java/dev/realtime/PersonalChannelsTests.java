package dev.realtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.realtime.message.ChannelName;
import dev.realtime.message.UserId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Which channel belongs to whom.
 */
class PersonalChannelsTests {

	private static final String LONE_HIGH = String.valueOf((char) 0xD83C);

	private static final String LONE_LOW = String.valueOf((char) 0xDFCF);

	private static final List<String> ALPHABET = List.of("a", "B", "7", "%", ":", " ", "\t", "\n", "\u0000", "\u007f",
			"\u0085", "\u2028", "\u3000", "?", "é", "न", "🏏", LONE_HIGH, LONE_LOW, "%3A", "%sha256-", "3A", "*",
			"{id}");

	private final PersonalChannels channels = PersonalChannels.of("user:{id}");

	@ParameterizedTest
	@CsvSource(ignoreLeadingAndTrailingWhitespace = false, textBlock = """
			alice,user:alice
			alice@example.com,user:alice@example.com
			नमस्ते🏏,user:नमस्ते🏏
			a:b,user:a%3Ab
			a b,user:a%20b
			50%,user:50%25
			%3A,user:%253A
			{id},user:{id}
			""")
	void ordinaryIdsAreThemselvesAndTheRestIsEscaped(String user, String channel) {
		assertThat(this.channels.of(UserId.of(user))).isEqualTo(ChannelName.of(channel));
	}

	@Test
	void whiteSpaceBeyondAsciiAndHalvesOfPairsAreEscapedByTheirBytes() {
		assertThat(this.channels.of(UserId.of("\u0085\u2028"))).hasToString("user:%C2%85%E2%80%A8");
		assertThat(this.channels.of(UserId.of(LONE_HIGH + "x" + LONE_LOW))).hasToString("user:%ED%A0%BCx%ED%BF%8F");
	}

	@Test
	void idThatIsTooLongIsHashed() {
		assertThat(this.channels.of(UserId.of("x".repeat(250)))).hasToString("user:" + "x".repeat(250));

		assertThat(this.channels.of(UserId.of("x".repeat(251)))).asString()
			.isEqualTo("user:%sha256-90d738c31c5ee1241cbcd2ff3d4aa1257ba5b7d717c545c397d37dc060ecf7ff")
			.isNotEqualTo(this.channels.of(UserId.of("x".repeat(252))).value());
	}

	@Test
	void usersNeverShareAChannelAndEveryOneHasOne() {
		Random random = new Random(20);
		Map<ChannelName, String> owners = new HashMap<>();
		for (int i = 0; i < 50_000; i++) {
			String id = randomId(random);

			ChannelName channel = this.channels.of(UserId.of(id));

			String owner = owners.putIfAbsent(channel, id);
			assertThat(owner).as(channel.value()).isIn(null, id);
			assertThat(this.channels.covers(channel)).isTrue();
			assertThat(this.channels.isForeign(channel, UserId.of(id))).isFalse();
			assertThat(this.channels.isForeign(channel, UserId.of(id + "x"))).isTrue();
		}
		assertThat(owners).hasSizeGreaterThan(10_000);
	}

	@Test
	void nobodyInParticularHasNone() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.channels.of(UserId.ANONYMOUS));

		assertThat(this.channels.isForeign(ChannelName.of("user:alice"), UserId.ANONYMOUS)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "user:{id}, user:alice, true", "user:{id}, user:alice:inbox, false", "user:{id}, user:, false",
			"user:{id}, news, false", "user:{id}:inbox, user:alice:inbox, true", "user:{id}:inbox, user:alice, false",
			"user:{id}:inbox, user:a:b:inbox, false", "{id}:a, :a, false", "a:{id}:a, a:a, false",
			"me-{id}, me-alice, true", "me-{id}, you-alice, false" })
	void channelIsPersonalIfItIsMadeAsThePatternSays(String pattern, String channel, boolean personal) {
		assertThat(PersonalChannels.of(pattern).covers(ChannelName.of(channel))).isEqualTo(personal);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "user", "user:{ID}", "user:{id}:{id}", "user: {id}" })
	void patternThatNamesNobodyOrNothingIsRefused(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> PersonalChannels.of(pattern))
			.withMessageContaining("The pattern '" + pattern + "'");
	}

	@Test
	void patternThatLeavesNoRoomIsRefused() {
		String longest = "x".repeat(182) + ":{id}";
		assertThat(PersonalChannels.of(longest).of(UserId.of("y".repeat(1000))).value()).hasSize(255);

		assertThatIllegalArgumentException().isThrownBy(() -> PersonalChannels.of("x" + longest))
			.withMessageContaining("has 184 characters beside {id}, the limit is 183");
	}

	private static String randomId(Random random) {
		int parts = (random.nextInt(20) == 0) ? 150 + random.nextInt(200) : 1 + random.nextInt(6);
		StringBuilder id = new StringBuilder();
		for (int i = 0; i < parts; i++) {
			id.append(ALPHABET.get(random.nextInt(ALPHABET.size())));
		}
		return id.toString();
	}

}
