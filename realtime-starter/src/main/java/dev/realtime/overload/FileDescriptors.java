package dev.realtime.overload;

import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

import com.sun.management.UnixOperatingSystemMXBean;

/**
 * How many files and sockets a process has open, and how many it may. Thread-safe.
 */
public interface FileDescriptors {

	/** Nobody can say, as on Windows. */
	FileDescriptors UNKNOWN = new FileDescriptors() {
		@Override
		public OptionalLong inUse() {
			return OptionalLong.empty();
		}

		@Override
		public OptionalLong limit() {
			return OptionalLong.empty();
		}
	};

	/**
	 * Those of this process.
	 * @return their sensor, or {@link #UNKNOWN} if this JVM has none
	 */
	static FileDescriptors ofThisProcess() {
		try {
			return (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)
					? new UnixDescriptors(system) : UNKNOWN;
		}
		catch (NoClassDefFoundError ex) {
			// A runtime that was linked without the module jdk.management.
			return UNKNOWN;
		}
	}

	/**
	 * Returns how many are open. On Linux the JVM counts them one by one, which takes 5
	 * ms if 10,000 are open: ask every few seconds rather than at each handshake.
	 * @return a number, or nothing if it is not known
	 */
	OptionalLong inUse();

	/**
	 * Returns how many may be open.
	 * @return a number, or nothing if it is not known or there is no limit
	 */
	OptionalLong limit();

}
