package dev.realtime.admission;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A failure names its seed; {@code -Drealtime.test.seed=N} replays it. */
class IpAddressTests {

	private final long seed = Long.getLong("realtime.test.seed", System.nanoTime());

	@ParameterizedTest
	@CsvSource({ "0.0.0.0, 0.0.0.0", "192.0.2.1, 192.0.2.1", "255.255.255.255, 255.255.255.255", "::1, 0:0:0:0:0:0:0:1",
			"1::, 1:0:0:0:0:0:0:0", "2001:DB8::a:0:1, 2001:db8:0:0:0:a:0:1", "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
			"1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0", "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
			"fe80::1%eth0.7, fe80:0:0:0:0:0:0:1", "fe80::1%25en0, fe80:0:0:0:0:0:0:1", "::ffff:192.0.2.1, 192.0.2.1",
			"::FFFF:c000:0201, 192.0.2.1", "64:ff9b::192.0.2.1, 64:ff9b:0:0:0:0:c000:201" })
	void readsEverySpelling(String text, String spelled) {
		assertThat(IpAddress.parse(text)).hasToString(spelled);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "localhost", "example.org", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.-4",
			"1.2.3.+4", "01.2.3.4", "1.2.3.04", "1.2.3.4 ", "1..3.4", "1.2.3.", "0x1.2.3.4", "1.2.3.4444", "١.2.3.4",
			":", ":::", "1:::2", "1::2::3", "::1:", ":1::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::",
			"::1:2:3:4:5:6:7:8", "12345::", "g::", "::١", "[::1]", "::1%", "::1%a b", "1.2.3.4%eth0", "::1.2.3",
			"1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4::", "::1/64",
			"::00000000000000000000000000000000000000000000000000000000000000000000000000000000000000001" })
	void whatIsNoAddressIsNone(String text) {
		assertThat(IpAddress.parse(text)).isNull();
	}

	@Test
	void readsWhatTheJdkWrites() throws UnknownHostException {
		Random random = new Random(this.seed);
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
			random.nextBytes(bytes);
			if (bytes.length == 16 && random.nextBoolean()) {
				int from = random.nextInt(16);
				for (int zero = from; zero < 15 && random.nextInt(8) > 0; zero++) {
					bytes[zero] = 0;
				}
				// All zeros are nobody's address.
				bytes[15] = 1;
			}
			InetAddress address = InetAddress.getByAddress(bytes);
			String text = shorten(address, random);

			IpAddress read = IpAddress.parse(text);

			assertThat(read).as("'%s' with -Drealtime.test.seed=%d", text, this.seed)
				.hasToString(address.getHostAddress());
			assertThat(IpAddress.parse(read.toString())).isEqualTo(read);
			assertThat(read.isV4()).isEqualTo(address instanceof Inet4Address);
		}
	}

	@Test
	void visitorIsAnAddressOrANetworkOf64Bits() {
		assertThat(address("192.0.2.1").visitor()).isEqualTo(address("192.0.2.1"));
		assertThat(address("::ffff:192.0.2.1").visitor()).isEqualTo(address("192.0.2.1"));
		assertThat(address("2001:db8::1").visitor()).isEqualTo(address("2001:db8::ffff:ffff:ffff:ffff").visitor())
			.isNotEqualTo(address("2001:db8:0:1::1").visitor());
	}

	@Test
	void unknownIsNoAddress() {
		assertThat(IpAddress.UNKNOWN.isKnown()).isFalse();
		assertThat(IpAddress.UNKNOWN).hasToString("unknown").isEqualTo(IpAddress.parse("::"));
		assertThat(address("::1").isKnown()).isTrue();
		assertThat(address("0.0.0.0").isKnown()).isTrue();
	}

	/**
	 * The JDK does not, so zeros are left out here, in one of the places where they may
	 * be.
	 */
	private static String shorten(InetAddress address, Random random) {
		String text = address.getHostAddress();
		if (!(address instanceof Inet6Address) || random.nextBoolean()) {
			return text;
		}
		String[] groups = text.split(":");
		int start = random.nextInt(8);
		int end = start;
		while (end < 8 && groups[end].equals("0")) {
			end++;
		}
		if (end == start) {
			return text.toUpperCase(Locale.ROOT);
		}
		StringBuilder shorter = new StringBuilder();
		for (int i = 0; i < start; i++) {
			shorter.append((i == 0) ? "" : ":").append(groups[i]);
		}
		shorter.append("::");
		for (int i = end; i < 8; i++) {
			shorter.append((i == end) ? "" : ":").append(groups[i]);
		}
		return shorter.toString();
	}

	private static IpAddress address(String text) {
		return Objects.requireNonNull(IpAddress.parse(text), text);
	}

}
