package dev.realtime.redis.lease;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What Redis says when a lease is renewed.
 *
 * @param held whether it was held before
 * @param alive who is alive
 * @param dead whose traces this node is to remove
 * @param nextEndMillis in how many milliseconds the first lease of another ends, if it is
 * not renewed; the greatest number if there is no other
 */
record LeaseAnswer(boolean held, List<LeaseOwner> alive, List<LeaseOwner> dead, long nextEndMillis) {

	static LeaseAnswer read(List<@Nullable Object> answer, LeaseOwner self) {
		long now = Long.parseLong(text(answer.get(1)));
		List<LeaseOwner> alive = new ArrayList<>();
		long nextEnd = Long.MAX_VALUE;
		List<?> leases = list(answer.get(2));
		for (int i = 0; i < leases.size(); i += 2) {
			LeaseOwner owner = LeaseOwner.parse(text(leases.get(i)));
			if (owner != null) {
				alive.add(owner);
			}
			if (owner == null || !owner.equals(self)) {
				nextEnd = Math.min(nextEnd, Long.parseLong(text(leases.get(i + 1))) - now);
			}
		}
		List<LeaseOwner> dead = new ArrayList<>();
		for (Object each : list(answer.get(3))) {
			LeaseOwner owner = LeaseOwner.parse(text(each));
			if (owner != null) {
				dead.add(owner);
			}
		}
		return new LeaseAnswer(((Number) answer.get(0)).intValue() == 1, List.copyOf(alive), List.copyOf(dead),
				nextEnd);
	}

	private static List<?> list(@Nullable Object value) {
		return (value instanceof List<?> list) ? list : List.of();
	}

	private static String text(@Nullable Object value) {
		if (value instanceof byte[] bytes) {
			return new String(bytes, StandardCharsets.UTF_8);
		}
		throw new IllegalStateException("Redis answered " + value + " where a text was expected");
	}

}
