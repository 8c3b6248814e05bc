package dev.realtime.overload;

import java.util.OptionalLong;

import com.sun.management.UnixOperatingSystemMXBean;

/**
 * Descriptors as Unix counts them.
 */
final class UnixDescriptors implements FileDescriptors {

	private final UnixOperatingSystemMXBean system;

	UnixDescriptors(UnixOperatingSystemMXBean system) {
		this.system = system;
	}

	@Override
	public OptionalLong inUse() {
		return known(this.system.getOpenFileDescriptorCount());
	}

	@Override
	public OptionalLong limit() {
		return known(this.system.getMaxFileDescriptorCount());
	}

	/** Systems that cannot say answer with -1, those without a limit with the most. */
	private static OptionalLong known(long count) {
		return (count > 0 && count < Long.MAX_VALUE) ? OptionalLong.of(count) : OptionalLong.empty();
	}

}
