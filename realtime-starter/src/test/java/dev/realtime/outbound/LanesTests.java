package dev.realtime.outbound;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.realtime.message.Priority;

import static org.assertj.core.api.Assertions.assertThat;

class LanesTests {

	private final Lanes<Entry> lanes = new Lanes<>();

	@Test
	void betterLaneIsServedFirstAndEachLaneInTurn() {
		add("low", Priority.LOW);
		add("first", Priority.NORMAL);
		add("second", Priority.NORMAL);
		add("critical", Priority.CRITICAL);
		add("high", Priority.HIGH);

		assertThat(served()).containsExactly("critical", "high", "first", "second", "low");
		assertThat(this.lanes.best()).isNull();
	}

	@Test
	void entryIsLiftedButNeverLowered() {
		Entry lifted = add("lifted", Priority.LOW);
		Entry kept = add("kept", Priority.HIGH);
		add("normal", Priority.NORMAL);
		this.lanes.add(lifted, Priority.CRITICAL);
		this.lanes.add(kept, Priority.LOW);

		assertThat(served()).containsExactly("lifted", "kept", "normal");
	}

	@Test
	void entryThatWaitsKeepsItsPlace() {
		Entry first = add("first", Priority.NORMAL);
		add("second", Priority.NORMAL);
		this.lanes.add(first, Priority.NORMAL);

		assertThat(served()).containsExactly("first", "second");
	}

	@Test
	void entriesLeaveFromEverywhereInALane() {
		Entry first = add("first", Priority.NORMAL);
		Entry second = add("second", Priority.NORMAL);
		add("third", Priority.NORMAL);
		Entry last = add("last", Priority.NORMAL);
		this.lanes.remove(second);
		this.lanes.remove(first);
		this.lanes.remove(last);
		this.lanes.remove(last);

		assertThat(last.isWaiting()).isFalse();
		assertThat(served()).containsExactly("third");
	}

	@Test
	void entryThatMattersLessIsServedLater() {
		Entry first = add("first", Priority.HIGH);
		add("second", Priority.NORMAL);
		add("third", Priority.LOW);

		this.lanes.move(first, Priority.LOW);

		assertThat(served()).containsExactly("second", "third", "first");
	}

	@Test
	void entryThatDoesNotWaitIsNotMovedIntoALane() {
		Entry entry = add("only", Priority.HIGH);
		this.lanes.remove(entry);

		this.lanes.move(entry, Priority.CRITICAL);

		assertThat(this.lanes.isEmpty()).isTrue();
	}

	@Test
	void worstLaneIsWalkedFirstAndWhatIsMetMayBeTakenOut() {
		add("critical", Priority.CRITICAL);
		add("low", Priority.LOW);
		add("other low", Priority.LOW);
		List<String> met = new ArrayList<>();

		this.lanes.forEach((entry) -> {
			met.add(entry.name);
			this.lanes.remove(entry);
		});

		assertThat(met).containsExactly("low", "other low", "critical");
		assertThat(this.lanes.isEmpty()).isTrue();
	}

	private Entry add(String name, Priority priority) {
		Entry entry = new Entry(name);
		this.lanes.add(entry, priority);
		return entry;
	}

	private List<String> served() {
		List<String> served = new ArrayList<>();
		for (Entry entry = this.lanes.first(); entry != null; entry = this.lanes.first()) {
			served.add(entry.name);
			this.lanes.remove(entry);
		}
		assertThat(this.lanes.isEmpty()).isTrue();
		return served;
	}

	private static final class Entry extends LaneEntry {

		private final String name;

		Entry(String name) {
			this.name = name;
		}

	}

}
