package dev.realtime.controller;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Finds the method that answers for a name: the one mapped to exactly that name, else the
 * one with the most exact pattern. Immutable; a look allocates nothing.
 */
final class MappingTable {

	static final MappingTable EMPTY = new MappingTable(List.of());

	private final Map<String, Mapping> literals = new HashMap<>();

	private final Mapping[] patterns;

	/**
	 * Lays out the mappings.
	 * @throws IllegalStateException if two methods answer for the same names
	 */
	MappingTable(List<Mapping> mappings) {
		Map<String, Mapping> byShape = new HashMap<>();
		List<Mapping> wild = new ArrayList<>();
		for (Mapping mapping : mappings) {
			Mapping other = byShape.putIfAbsent(mapping.pattern().shape(), mapping);
			if (other != null) {
				throw new IllegalStateException(ambiguous(other, mapping));
			}
			if (mapping.pattern().isLiteral()) {
				this.literals.put(mapping.pattern().toString(), mapping);
			}
			else {
				wild.add(mapping);
			}
		}
		wild.sort(Comparator.comparing(Mapping::pattern));
		this.patterns = wild.toArray(new Mapping[0]);
	}

	@Nullable Mapping find(String name) {
		Mapping exact = this.literals.get(name);
		if (exact != null) {
			return exact;
		}
		for (Mapping mapping : this.patterns) {
			if (mapping.pattern().matches(name)) {
				return mapping;
			}
		}
		return null;
	}

	int size() {
		return this.literals.size() + this.patterns.length;
	}

	private static String ambiguous(Mapping one, Mapping other) {
		return "Ambiguous mapping: " + one.method().describe() + " answers for '" + one.pattern() + "' and "
				+ other.method().describe() + " for '" + other.pattern()
				+ "', which are the same names. Change one of the patterns or remove one of the methods";
	}

	/**
	 * One method and the names it answers for.
	 */
	record Mapping(MappingPattern pattern, ControllerMethod method) {

	}

}
