package dev.realtime.controller;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names a controller method answers for, taken apart once. Segments are separated by
 * colons, as in channel rules: a segment is a literal, {@code *} or <code>{name}</code>
 * for any one segment, or {@code **} at the end for the rest, if any.
 *
 * <p>
 * Not Spring's {@code AntPathMatcher}: that one takes names apart for every look, which
 * is too much for a loop, and ignores empty segments, so that {@code private::42} would
 * pass for {@code private:42}. Immutable; matching allocates nothing.
 */
final class MappingPattern implements Comparable<MappingPattern> {

	static final char SEPARATOR = ':';

	private final String text;

	private final List<Segment> segments;

	private MappingPattern(String text, List<Segment> segments) {
		this.text = text;
		this.segments = segments;
	}

	/**
	 * Takes a pattern apart.
	 * @param text the pattern, not empty
	 * @throws IllegalArgumentException if it is none; the message says why and what to
	 * write instead
	 */
	static MappingPattern of(String text) {
		List<Segment> segments = new ArrayList<>();
		Set<String> names = new HashSet<>();
		for (String part : text.split(String.valueOf(SEPARATOR), -1)) {
			if (!segments.isEmpty() && segments.get(segments.size() - 1).kind() == Kind.REST) {
				throw new IllegalArgumentException("'**' stands for the rest of a name and must come last");
			}
			Segment segment = Segment.of(part);
			if (segment.kind() == Kind.VARIABLE && !names.add(segment.text())) {
				throw new IllegalArgumentException("the variable {" + segment.text() + "} stands in it twice");
			}
			segments.add(segment);
		}
		return new MappingPattern(text, List.copyOf(segments));
	}

	boolean matches(String name) {
		int from = 0;
		for (int i = 0; i < this.segments.size(); i++) {
			Segment segment = this.segments.get(i);
			if (segment.kind() == Kind.REST) {
				return true;
			}
			if (from > name.length()) {
				return false;
			}
			int to = endOfSegment(name, from);
			if (segment.kind() == Kind.LITERAL && !segment.equalsRegion(name, from, to)) {
				return false;
			}
			from = to + 1;
		}
		return from > name.length();
	}

	/**
	 * Returns what the variables stand for.
	 * @param name a name that matches
	 */
	Map<String, String> variables(String name) {
		Map<String, String> variables = new LinkedHashMap<>();
		int from = 0;
		for (Segment segment : this.segments) {
			if (segment.kind() == Kind.REST) {
				break;
			}
			int to = endOfSegment(name, from);
			if (segment.kind() == Kind.VARIABLE) {
				variables.put(segment.text(), name.substring(from, to));
			}
			from = to + 1;
		}
		return Collections.unmodifiableMap(variables);
	}

	boolean hasVariable(String name) {
		return this.segments.contains(new Segment(Kind.VARIABLE, name));
	}

	/** Whether it is the name of exactly one thing. */
	boolean isLiteral() {
		return this.segments.stream().allMatch((segment) -> segment.kind() == Kind.LITERAL);
	}

	/** Two patterns of the same shape match the very same names. */
	String shape() {
		List<String> shapes = new ArrayList<>();
		for (Segment segment : this.segments) {
			shapes.add((segment.kind() == Kind.VARIABLE) ? "*" : segment.text());
		}
		return String.join(String.valueOf(SEPARATOR), shapes);
	}

	/** The more exact pattern first, as its leftmost difference decides. */
	@Override
	public int compareTo(MappingPattern other) {
		int common = Math.min(this.segments.size(), other.segments.size());
		for (int i = 0; i < common; i++) {
			int order = this.segments.get(i).rank() - other.segments.get(i).rank();
			if (order != 0) {
				return order;
			}
		}
		int order = this.segments.size() - other.segments.size();
		return (order != 0) ? order : shape().compareTo(other.shape());
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof MappingPattern pattern && this.text.equals(pattern.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	@Override
	public String toString() {
		return this.text;
	}

	private static int endOfSegment(String name, int from) {
		int end = name.indexOf(SEPARATOR, from);
		return (end >= 0) ? end : name.length();
	}

	private enum Kind {

		LITERAL, ANY, VARIABLE, REST

	}

	private record Segment(Kind kind, String text) {

		static Segment of(String part) {
			if (part.equals("**")) {
				return new Segment(Kind.REST, part);
			}
			if (part.equals("*")) {
				return new Segment(Kind.ANY, part);
			}
			boolean braced = part.length() > 2 && part.startsWith("{") && part.endsWith("}");
			String inner = braced ? part.substring(1, part.length() - 1) : part;
			if (inner.chars().anyMatch((c) -> "*?{}".indexOf(c) >= 0)) {
				throw new IllegalArgumentException("the segment '" + part
						+ "' is neither a literal nor '*' nor '{name}'; a part of a segment cannot be a wildcard");
			}
			return new Segment(braced ? Kind.VARIABLE : Kind.LITERAL, inner);
		}

		boolean equalsRegion(String name, int from, int to) {
			return to - from == this.text.length() && name.startsWith(this.text, from);
		}

		int rank() {
			return switch (this.kind) {
				case LITERAL -> 0;
				case ANY, VARIABLE -> 1;
				case REST -> 2;
			};
		}

	}

}
