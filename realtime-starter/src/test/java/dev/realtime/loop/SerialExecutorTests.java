package dev.realtime.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SerialExecutorTests {

	private final Queue<Runnable> delegated = new ArrayDeque<>();

	private final List<String> done = new ArrayList<>();

	@Test
	void tasksRunOneAfterTheOtherInTheirOrder() {
		SerialExecutor executor = new SerialExecutor(this.delegated::add);
		executor.execute(() -> {
			executor.execute(() -> this.done.add("third"));
			this.done.add("first");
		});
		executor.execute(() -> this.done.add("second"));

		assertThat(this.delegated).hasSize(1);
		this.delegated.remove().run();
		assertThat(this.done).containsExactly("first", "second", "third");
	}

	@Test
	void failureOfOneTaskEndsThatOneOnly() {
		SerialExecutor executor = new SerialExecutor(this.delegated::add);
		executor.execute(() -> {
			throw new IllegalStateException("thrown on purpose");
		});
		executor.execute(() -> {
			throw new NoClassDefFoundError("thrown on purpose");
		});
		executor.execute(() -> this.done.add("next"));
		runAll();
		executor.execute(() -> this.done.add("later"));
		runAll();

		assertThat(this.done).containsExactly("next", "later");
	}

	@Test
	void taskThatTheDelegateRefusesIsForgottenAndTheNextOneRuns() {
		boolean[] full = { true };
		SerialExecutor executor = new SerialExecutor((task) -> {
			if (full[0]) {
				throw new RejectedExecutionException("full");
			}
			this.delegated.add(task);
		});
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> executor.execute(() -> this.done.add("refused")));
		full[0] = false;
		executor.execute(() -> this.done.add("accepted"));
		runAll();

		assertThat(this.done).containsExactly("accepted");
	}

	private void runAll() {
		for (Runnable task = this.delegated.poll(); task != null; task = this.delegated.poll()) {
			task.run();
		}
	}

}
