package dev.realtime.overload;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FileDescriptorsTests {

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void countsWhatIsOpen(@TempDir Path folder) throws IOException {
		FileDescriptors descriptors = FileDescriptors.ofThisProcess();
		Path file = Files.createFile(folder.resolve("file"));
		List<FileChannel> open = new ArrayList<>();
		try {
			for (int i = 0; i < 500; i++) {
				open.add(FileChannel.open(file));
			}

			assertThat(descriptors.inUse().orElseThrow()).isBetween(500L, descriptors.limit().orElse(Long.MAX_VALUE));
		}
		finally {
			for (FileChannel channel : open) {
				channel.close();
			}
		}
	}

	@Test
	void unknownIsUnknown() {
		assertThat(FileDescriptors.UNKNOWN.inUse()).isEmpty();
		assertThat(FileDescriptors.UNKNOWN.limit()).isEmpty();
	}

}
