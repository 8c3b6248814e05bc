package dev.realtime.benchmark.client;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ByteSearchTests {

	@Test
	void findsTheFirstLineFeedAtEveryPlace() {
		for (int length = 0; length < 40; length++) {
			for (int place = 0; place < length; place++) {
				byte[] bytes = new byte[length];
				Arrays.fill(bytes, (byte) 0x8a);
				bytes[place] = '\n';
				bytes[length - 1] = '\n';

				assertThat(ByteSearch.endOfLine(bytes, 0, length)).isEqualTo(place);
				assertThat(ByteSearch.endOfLine(bytes, 0, place)).isEqualTo(place);
			}
		}
	}

	@Test
	void bytesThatOnlyLookSimilarAreNotLineFeeds() {
		byte[] bytes = { 0x0b, 0x0b, 0x09, (byte) 0x8a, 0x00, 0x0b, 0x1a, 0x0b, 0x0b };

		assertThat(ByteSearch.endOfLine(bytes, 0, bytes.length)).isEqualTo(bytes.length);
	}

}
