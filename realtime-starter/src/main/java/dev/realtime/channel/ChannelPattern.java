package dev.realtime.channel;

import java.util.List;
import java.util.Objects;

import dev.realtime.message.ChannelName;

/**
 * Which channels a rule is for. Segments are separated by colons; {@code *} stands for
 * any one segment, {@code **} as the last one for one or more segments, anything else for
 * itself. Matching allocates nothing.
 */
public final class ChannelPattern {

	private static final char SEPARATOR = ':';

	private final String text;

	private final List<String> segments;

	private ChannelPattern(String text) {
		this.text = text;
		this.segments = List.of(text.split(String.valueOf(SEPARATOR), -1));
	}

	/**
	 * Reads a pattern.
	 * @param text the pattern as configured
	 * @return the pattern
	 * @throws IllegalArgumentException if a segment is empty, or a star stands where it
	 * means nothing
	 */
	public static ChannelPattern of(String text) {
		Objects.requireNonNull(text, "text");
		ChannelPattern pattern = new ChannelPattern(text);
		for (int i = 0; i < pattern.segments.size(); i++) {
			String segment = pattern.segments.get(i);
			boolean last = i == pattern.segments.size() - 1;
			if (segment.isEmpty()) {
				throw new IllegalArgumentException("The channel pattern '" + text
						+ "' has an empty segment: write names and stars with one ':' between them");
			}
			if (segment.equals("**") ? !last : (segment.contains("*") && !segment.equals("*"))) {
				throw new IllegalArgumentException("The channel pattern '" + text + "' has '" + segment
						+ "' in it: '*' must stand alone in a segment and '**' only in the last one");
			}
		}
		return pattern;
	}

	/**
	 * Whether a channel is meant.
	 * @param channel the channel
	 * @return whether the whole name matches
	 */
	public boolean matches(ChannelName channel) {
		String name = channel.value();
		int from = 0;
		int count = this.segments.size();
		for (int i = 0; i < count; i++) {
			String segment = this.segments.get(i);
			if (from > name.length()) {
				return false;
			}
			int to = name.indexOf(SEPARATOR, from);
			to = (to < 0) ? name.length() : to;
			if (segment.equals("**")) {
				return from < name.length();
			}
			if (segment.equals("*")) {
				if (from == to) {
					return false;
				}
			}
			else if (segment.length() != to - from || !name.startsWith(segment, from)) {
				return false;
			}
			from = to + 1;
		}
		return from == name.length() + 1;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof ChannelPattern pattern && this.text.equals(pattern.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	@Override
	public String toString() {
		return this.text;
	}

}
