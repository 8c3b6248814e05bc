package dev.realtime.protocol;

/**
 * Finds the lines of a frame and checks their bytes before a parser sees them: the parser
 * lets overlong and surrogate forms of UTF-8 pass, and bytes that pass here are sent on
 * to other clients as they are. Bounds follow table 3-7 of the Unicode standard.
 */
final class JsonLine {

	private JsonLine() {
	}

	/**
	 * Returns where a line ends.
	 * @param frame holds the line
	 * @param from index of its first byte
	 * @param limit index after the last byte of the frame
	 * @return index of the line feed, or the limit
	 * @throws MalformedFrameException if the line is not UTF-8 or holds a control
	 * character that JSON cannot hold anywhere
	 */
	static int end(byte[] frame, int from, int limit) throws MalformedFrameException {
		int at = from;
		while (at < limit) {
			byte b = frame[at];
			if (b >= ' ') {
				at++;
			}
			else if (b == '\n') {
				return at;
			}
			else if (b < 0) {
				at = afterCharacter(frame, at, limit);
			}
			else if (b == '\t' || b == '\r') {
				at++;
			}
			else {
				throw new MalformedFrameException("a control character at byte " + at);
			}
		}
		return limit;
	}

	/**
	 * Skips the white space a line may start with.
	 * @param frame holds the line
	 * @param from index of its first byte
	 * @param to index after its last byte
	 * @return index of the first byte that is not white space, or {@code to}
	 */
	static int skipSpace(byte[] frame, int from, int to) {
		int at = from;
		while (at < to && (frame[at] == ' ' || frame[at] == '\t' || frame[at] == '\r')) {
			at++;
		}
		return at;
	}

	private static int afterCharacter(byte[] frame, int at, int limit) throws MalformedFrameException {
		int lead = frame[at] & 0xFF;
		int more = (lead < 0xE0) ? 1 : (lead < 0xF0) ? 2 : 3;
		boolean legal = lead >= 0xC2 && lead <= 0xF4 && at + more < limit && isSecond(lead, frame[at + 1] & 0xFF);
		for (int i = 2; legal && i <= more; i++) {
			legal = (frame[at + i] & 0xC0) == 0x80;
		}
		if (!legal) {
			throw new MalformedFrameException("not UTF-8 at byte " + at);
		}
		return at + more + 1;
	}

	/** Only the second byte tells overlong forms, surrogates and too high values. */
	private static boolean isSecond(int lead, int second) {
		int lowest = (lead == 0xE0) ? 0xA0 : (lead == 0xF0) ? 0x90 : 0x80;
		int highest = (lead == 0xED) ? 0x9F : (lead == 0xF4) ? 0x8F : 0xBF;
		return second >= lowest && second <= highest;
	}

}
