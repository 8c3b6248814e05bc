package dev.realtime.admission;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.realtime.admission.ForwardingHeader.FORWARDED;
import static dev.realtime.admission.ForwardingHeader.X_FORWARDED_FOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The proxies at 10.0.0.0/8 and 2001:db8:f::/48 are trusted.
 */
class TrustedProxiesTests {

	private static final List<String> NETWORKS = List.of("10.0.0.0/8", " 2001:db8:f::/48 ", "127.0.0.1");

	@Test
	void withoutTrustedProxiesHeadersAreNotEvenRead() {
		assertThat(TrustedProxies.NONE.clientAddress("10.1.1.1", (name) -> {
			throw new AssertionError("read");
		})).hasToString("10.1.1.1");
	}

	@Test
	void whoIsNotTrustedSpeaksForItselfOnly() {
		assertThat(xForwardedFor("192.0.2.9", "198.51.100.1")).isEqualTo("192.0.2.9");
		assertThat(forwarded("192.0.2.9", "for=198.51.100.1")).isEqualTo("192.0.2.9");
	}

	@Test
	void trustedProxySaysForWhomItSpeaks() {
		assertThat(xForwardedFor("10.1.1.1", "192.0.2.9")).isEqualTo("192.0.2.9");
		assertThat(xForwardedFor("::ffff:10.1.1.1", "192.0.2.9")).isEqualTo("192.0.2.9");
		assertThat(xForwardedFor("2001:db8:f:1::7%eth0", "192.0.2.9")).isEqualTo("192.0.2.9");
		assertThat(xForwardedFor("2001:db8:e:1::7", "192.0.2.9")).isEqualTo("2001:db8:e:1:0:0:0:7");
		assertThat(forwarded("127.0.0.1", "for=192.0.2.9;proto=https")).isEqualTo("192.0.2.9");
	}

	@Test
	void firstThatIsNotTrustedFromTheRightIsTheClient() {
		assertThat(xForwardedFor("10.1.1.1", "198.51.100.66, 192.0.2.9, 10.2.2.2")).isEqualTo("192.0.2.9");
		assertThat(xForwardedFor("10.1.1.1", "198.51.100.66", "192.0.2.9", "10.2.2.2")).isEqualTo("192.0.2.9");
		assertThat(forwarded("10.1.1.1", "for=198.51.100.66, for=192.0.2.9, For=10.2.2.2")).isEqualTo("192.0.2.9");
	}

	@Test
	void whereEverybodyIsTrustedTheFirstIsTheClient() {
		assertThat(xForwardedFor("10.1.1.1", "10.3.3.3, 10.2.2.2")).isEqualTo("10.3.3.3");
	}

	@Test
	void withoutTheHeaderTheProxyStandsForItsClients() {
		assertThat(xForwardedFor("10.1.1.1")).isEqualTo("10.1.1.1");
		assertThat(xForwardedFor("10.1.1.1", "")).isEqualTo("10.1.1.1");
		assertThat(xForwardedFor("10.1.1.1", " , ,, ")).isEqualTo("10.1.1.1");
		assertThat(TrustedProxies.of(NETWORKS, FORWARDED).clientAddress("10.1.1.1", (name) -> null))
			.hasToString("10.1.1.1");
	}

	@Test
	void otherHeaderIsTheClientsOwnAndIgnored() {
		TrustedProxies proxies = TrustedProxies.of(NETWORKS, X_FORWARDED_FOR);

		assertThat(proxies.clientAddress("10.1.1.1",
				(name) -> name.equals("Forwarded") ? List.of("for=198.51.100.66") : List.of("192.0.2.9")))
			.hasToString("192.0.2.9");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '\'',
			value = { "192.0.2.9:4711, 192.0.2.9", "'[2001:db8::9]', 2001:db8:0:0:0:0:0:9",
					"'[2001:db8::9]:443', 2001:db8:0:0:0:0:0:9", "2001:db8::9, 2001:db8:0:0:0:0:0:9",
					"fe80::9%eth0, fe80:0:0:0:0:0:0:9", "'[fe80::9%eth0]:1', fe80:0:0:0:0:0:0:9",
					"::ffff:192.0.2.9, 192.0.2.9", "'\t192.0.2.9 ', 192.0.2.9" })
	void everySpellingOfXForwardedForIsRead(String hop, String client) {
		assertThat(xForwardedFor("10.1.1.1", "198.51.100.66, " + hop)).isEqualTo(client);
	}

	@ParameterizedTest
	@ValueSource(strings = { "unknown", "_hidden", "example.org", "192.0.2", "192.0.2.9:", "192.0.2.9:123456",
			"192.0.2.9:http", "[192.0.2.9]", "[2001:db8::9", "[2001:db8::9]443", "[2001:db8::9]:", "2001:db8::9]",
			"\"192.0.2.9\"", "192.0.2.9 198.51.100.66", "192.0.2.9;", "::", "null", "\u0000", "%", "for=192.0.2.9" })
	void garbageInXForwardedForLeavesTheLastTrustedProxy(String hop) {
		assertThat(xForwardedFor("10.1.1.1", "198.51.100.66, " + hop)).isEqualTo("10.1.1.1");
		assertThat(xForwardedFor("10.1.1.1", "198.51.100.66, " + hop + ", 10.2.2.2")).isEqualTo("10.2.2.2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "for=192.0.2.9", "FOR=192.0.2.9", "for=\"192.0.2.9\"", "for=\"192.0.2.9:4711\"",
			"for=192.0.2.9:4711", "for=\"192.0.2.9:_port\"", "proto=https;for=192.0.2.9;by=10.1.1.1",
			"for=192.0.2.9; proto=https", "for=192.0.2.9;", "for=192.0.2.9;;proto=https",
			"host=\"a,b;c\";for=192.0.2.9", "host=\"a\\\"b,c\";for=192.0.2.9", "for=\"192.\\0.2.9\"",
			"for=\"[::ffff:192.0.2.9]:1\"", "for=[::ffff:192.0.2.9]" })
	void everySpellingOfForwardedIsRead(String hop) {
		assertThat(forwarded("10.1.1.1", "for=198.51.100.66, " + hop)).isEqualTo("192.0.2.9");
		assertThat(forwarded("10.1.1.1", "for=198.51.100.66," + hop + ",for=10.2.2.2")).isEqualTo("192.0.2.9");
	}

	@ParameterizedTest
	@ValueSource(strings = { "for=unknown", "for=_hidden", "for=\"_hidden:_port\"", "proto=https", "192.0.2.9", "for",
			"for=", "for=\"\"", "for =192.0.2.9", "for= 192.0.2.9", "for=192.0.2.9;for=198.51.100.66",
			"for=192.0.2.9 proto=https", "for=\"192.0.2.9", "for=192.0.2.9\"", "for=\"192.0.2.9\"x",
			"for=\"192.0.2.9\\\"", "=192.0.2.9", ";=", "for=192.0.2.9;x=\u00e9" })
	void garbageInForwardedLeavesTheLastTrustedProxy(String hop) {
		assertThat(forwarded("10.1.1.1", "for=198.51.100.66", hop)).isEqualTo("10.1.1.1");
		assertThat(forwarded("10.1.1.1", "for=198.51.100.66", hop, "for=10.2.2.2")).isEqualTo("10.2.2.2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "for=\"", "for=\"evil", "for=198.51.100.66;x=\"", "\"", "\\", "for=\"x\\", "for=x\\\"",
			"for=198.51.100.66;x=\"\\" })
	void openQuoteOfTheClientDoesNotHideWhatTheProxyHasAdded(String evil) {
		assertThat(forwarded("10.1.1.1", evil + ", for=192.0.2.9")).isEqualTo("192.0.2.9");
		assertThat(forwarded("10.1.1.1", evil + ", for=\"192.0.2.9:4711\"")).isEqualTo("192.0.2.9");
		assertThat(forwarded("10.1.1.1", evil + ", for=\"192.0.2.9:4711\", for=10.2.2.2")).isEqualTo("192.0.2.9");
	}

	@Test
	void socketWithoutAnAddressIsUnknown() {
		TrustedProxies proxies = TrustedProxies.of(NETWORKS, X_FORWARDED_FOR);

		assertThat(proxies.clientAddress(null, (name) -> List.of("192.0.2.9"))).isEqualTo(IpAddress.UNKNOWN);
		assertThat(proxies.clientAddress("", (name) -> List.of("192.0.2.9"))).isEqualTo(IpAddress.UNKNOWN);
		assertThat(proxies.clientAddress("localhost", (name) -> List.of())).isEqualTo(IpAddress.UNKNOWN);
	}

	@Test
	void hugeHeadersAreNoTrouble() {
		String garbage = "for=\"" + "\\\"".repeat(200_000);

		assertThat(forwarded("10.1.1.1", garbage)).isEqualTo("10.1.1.1");
		assertThat(forwarded("10.1.1.1", "for=\"" + "a".repeat(400_000) + "\"")).isEqualTo("10.1.1.1");
		assertThat(forwarded("10.1.1.1", ",".repeat(400_000))).isEqualTo("10.1.1.1");
		assertThat(xForwardedFor("10.1.1.1", "192.0.2.9," + "10.2.2.2,".repeat(50_000))).isEqualTo("10.2.2.2");
	}

	@Test
	void networksAreComparedBitByBit() {
		List<String> networks = List.of("192.0.2.64/26", "2001:db8:8000::/33", "2001:db8:0:0:8000::/65");

		assertThat(isTrusted(networks, "192.0.2.64")).isTrue();
		assertThat(isTrusted(networks, "192.0.2.127")).isTrue();
		assertThat(isTrusted(networks, "192.0.2.63")).isFalse();
		assertThat(isTrusted(networks, "192.0.2.128")).isFalse();
		assertThat(isTrusted(networks, "2001:db8:8000::")).isTrue();
		assertThat(isTrusted(networks, "2001:db8:ffff::")).isTrue();
		assertThat(isTrusted(networks, "2001:db8:7fff::")).isFalse();
		assertThat(isTrusted(networks, "2001:db8::8000:0:0:0")).isTrue();
		assertThat(isTrusted(networks, "2001:db8::7fff:0:0:0")).isFalse();
		assertThat(isTrusted(List.of("0:0:0:0::/64"), "192.0.2.1")).as("IPv4 is no part of IPv6").isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			localhost       | holds 'localhost', which is no IP address; write it out
			10.0.0.0/x      | behind the slash must be a number from 1 to 32
			10.0.0.0/33     | behind the slash must be a number from 1 to 32
			10.0.0.0/       | behind the slash must be a number from 1 to 32
			2001:db8::/129  | behind the slash must be a number from 1 to 128
			0.0.0.0/0       | if everybody is trusted everybody may choose an address
			::/0            | if everybody is trusted everybody may choose an address
			10.1.2.3/8      | which has bits behind its prefix; use 10.0.0.0/8, or 10.1.2.3 for the one address
			""")
	void nonsenseIsRefusedWithPropertyValueAndRemedy(String network, String message) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TrustedProxies.of(List.of("10.0.0.0/8", network), X_FORWARDED_FOR))
			.withMessageStartingWith("realtime.limits.trusted-proxies holds '" + network + "'")
			.withMessageContaining(message);
	}

	private static boolean isTrusted(List<String> networks, String address) {
		return !TrustedProxies.of(networks, X_FORWARDED_FOR)
			.clientAddress(address, (name) -> List.of("198.51.100.1"))
			.equals(IpAddress.parse(address));
	}

	private static String xForwardedFor(String socket, String... lines) {
		return client(X_FORWARDED_FOR, socket, lines);
	}

	private static String forwarded(String socket, String... lines) {
		return client(FORWARDED, socket, lines);
	}

	private static String client(ForwardingHeader header, String socket, String... lines) {
		return TrustedProxies.of(NETWORKS, header)
			.clientAddress(socket, (name) -> name.equals(header.headerName()) ? Arrays.asList(lines) : List.of())
			.toString();
	}

}
