package dev.realtime.benchmark.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ProcessProbeTests {

	@TempDir
	private Path directory;

	@Test
	void commandsWithBlanksAndParenthesesDoNotShiftTheFields() throws IOException {
		write("stat", "42 (ja va) 1 R) S 1 42 42 0 -1 4194560 100 0 0 0 1234 567 0 0 20 0 1 0 1 1 1\n");

		CpuTime cpu = new ProcessProbe(this.directory).cpu();

		assertThat(cpu).isEqualTo(new CpuTime(Duration.ofMillis(12_340), Duration.ofMillis(5_670)));
		assertThat(cpu.total()).isEqualTo(Duration.ofMillis(18_010));
	}

	@Test
	void theExactResidentSizeIsPreferred() throws IOException {
		write("stat", "");
		write("status", "Name:\tjava\nVmRSS:\t    2048 kB\n");
		assertThat(new ProcessProbe(this.directory).residentBytes()).isEqualTo(2048 * 1024);

		write("smaps_rollup", "0-1 ---p 00000000 00:00 0 [rollup]\nRss:                3072 kB\nPss:  5 kB\n");
		assertThat(new ProcessProbe(this.directory).residentBytes()).isEqualTo(3072 * 1024);
	}

	@Test
	void thisProcessHasAllOfIt() {
		ProcessProbe probe = ProcessProbe.self();

		assertThat(probe.cpu().total()).isPositive();
		assertThat(probe.residentBytes()).isGreaterThan(10_000_000);
		assertThat(probe.descriptors()).isPositive();
	}

	@Test
	void refusesAProcessThatIsNotThere() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ProcessProbe(this.directory))
			.withMessageContaining("pid of a running process");
	}

	private void write(String file, String text) throws IOException {
		Files.writeString(this.directory.resolve(file), text);
	}

}
