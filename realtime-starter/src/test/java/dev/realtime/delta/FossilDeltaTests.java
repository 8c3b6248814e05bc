package dev.realtime.delta;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is encoded and applied is what it was, and every delta may travel in a string. A
 * failure names its seed; {@code -Drealtime.test.seed=N} replays it.
 */
class FossilDeltaTests {

	private static final int ROUNDS = 20_000;

	private static final String[] WORDS = { "\"runs\":", "123", "\"wickets\":7,", "{", "}", ",", "Kohli", "कोहली",
			"आउट!", "🏏", "🎉🎉", " ", "\"name\":\"", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "é", "null" };

	@Test
	void exampleOfTheFormat() {
		assertThat(text(encode("abcdefghij", "abcXefghij"))).isNull();
		String base = "abcdefghij".repeat(4);
		String target = "abcdefghij".repeat(2) + "X" + "bcdefghij" + "abcdefghij";
		assertThat(text(encode(base, target))).startsWith("d\nK@0,1:XJ@L,").endsWith(";");
		assertThat(apply(base, target)).isEqualTo(target);
	}

	@Test
	void sameTextIsOneCopy() {
		String json = "{\"score\":\"120/3\"}".repeat(50);

		byte[] delta = encode(json, json);

		assertThat(delta).isNotNull().hasSizeLessThan(20);
		assertThat(apply(json, json)).isEqualTo(json);
	}

	@Test
	void nothingInCommonIsNoDelta() {
		assertThat(encode("a".repeat(1000), "b".repeat(1000))).isNull();
		assertThat(encode("", "b".repeat(1000))).isNull();
		assertThat(encode("a".repeat(1000), "")).isNull();
	}

	@Test
	void characterIsNeverCut() {
		// The last bytes of these differ, the first are equal.
		String base = "x".repeat(100) + "\u0915" + "y".repeat(100);
		String target = "x".repeat(100) + "\u0916" + "y".repeat(100);
		assertThat(apply(base, target)).isEqualTo(target);
		// The first byte of these differs, the last are equal.
		assertThat(apply("x".repeat(100) + "\u0415" + "y".repeat(100), "x".repeat(100) + "\u0515" + "y".repeat(100)))
			.isEqualTo("x".repeat(100) + "\u0515" + "y".repeat(100));
	}

	@Test
	void randomEditsOfRandomTexts() {
		Long replay = Long.getLong("realtime.test.seed");
		long first = (replay != null) ? replay : System.nanoTime();
		int encoded = 0;
		int rounds = (replay != null) ? 1 : ROUNDS;
		for (long seed = first; seed < first + rounds; seed++) {
			Random random = new Random(seed);
			String base = words(random, random.nextInt(300));
			String target = edited(random, base);
			try {
				String applied = apply(base, target);
				assertThat(applied).isIn(target, null);
				encoded += (applied != null) ? 1 : 0;
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError("Failed with -Drealtime.test.seed=" + seed, ex);
			}
		}
		assertThat(replay != null || encoded > ROUNDS / 2).as("%s of %s were worth it", encoded, ROUNDS).isTrue();
	}

	private static String words(Random random, int count) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < count; i++) {
			text.append(WORDS[random.nextInt(WORDS.length)]);
			if (random.nextInt(4) == 0) {
				text.append(random.nextInt());
			}
		}
		return text.toString();
	}

	private static String edited(Random random, String base) {
		String text = base;
		for (int edit = random.nextInt(6); edit >= 0; edit--) {
			int from = boundary(text, random.nextInt(text.length() + 1));
			int to = boundary(text, Math.min(text.length(), from + random.nextInt(1 + random.nextInt(200))));
			String moved = random.nextBoolean() ? words(random, random.nextInt(5)) : text.substring(from, to);
			text = random.nextBoolean()
					? text.substring(0, from) + words(random, random.nextInt(4)) + text.substring(to)
					: text.substring(0, from) + moved + text.substring(from);
		}
		return text;
	}

	/** Not between the halves of a surrogate pair. */
	private static int boundary(String text, int index) {
		return (index > 0 && index < text.length() && Character.isLowSurrogate(text.charAt(index))) ? index - 1 : index;
	}

	private static byte @Nullable [] encode(String base, String target) {
		return FossilDelta.encode(bytes(base), bytes(target));
	}

	/** What a client makes of it; nothing if there is no delta. */
	private static @Nullable String apply(String base, String target) {
		byte[] delta = encode(base, target);
		if (delta == null) {
			return null;
		}
		assertThat(delta.length).isLessThan(bytes(target).length);
		return new String(FossilDecoder.apply(bytes(base), bytes(Objects.requireNonNull(text(delta)))),
				StandardCharsets.UTF_8);
	}

	/** Fails if it is no UTF-8. */
	private static @Nullable String text(byte @Nullable [] delta) {
		try {
			return (delta != null) ? StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(delta)).toString()
					: null;
		}
		catch (CharacterCodingException ex) {
			throw new AssertionError("A delta that cannot travel in a string", ex);
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
