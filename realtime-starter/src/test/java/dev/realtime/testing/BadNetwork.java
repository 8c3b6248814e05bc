package dev.realtime.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace with two links to this machine, a good one and one that the kernel
 * makes bad ({@code tc netem}). A process that is started in it, and listens on all
 * addresses, can be reached on either. Its name and those of its links contain the pid of
 * this JVM; closing it, or the end of this JVM, removes them.
 */
public final class BadNetwork implements AutoCloseable {

	private static final long PATIENCE_SECONDS = 10;

	private static final int UNIQUE = 256;

	private final long pid = ProcessHandle.current().pid();

	private final String name = "slow-" + this.pid;

	private final Thread hook = new Thread(this::remove);

	private final LossyLink.Conditions conditions;

	private BadNetwork(LossyLink.Conditions conditions) {
		this.conditions = conditions;
		Runtime.getRuntime().addShutdownHook(this.hook);
	}

	/**
	 * Makes one where that is possible: for root, with iproute2 and a kernel that has
	 * netem.
	 * @param conditions how bad the bad link is, in each direction
	 * @return the network, or nothing
	 */
	public static Optional<BadNetwork> open(LossyLink.Conditions conditions) {
		BadNetwork network = new BadNetwork(conditions);
		if (network.make()) {
			return Optional.of(network);
		}
		network.close();
		return Optional.empty();
	}

	private boolean make() {
		return run("ip", "netns", "add", this.name) && link("g", 18) && link("b", 19) && netem();
	}

	/** A pair of interfaces, one here and one inside, in a network kept for tests. */
	private boolean link(String kind, int network) {
		String outside = kind + this.pid + "o";
		String inside = kind + this.pid + "i";
		return run("ip", "link", "add", outside, "type", "veth", "peer", "name", inside)
				&& run("ip", "link", "set", inside, "netns", this.name)
				&& run("ip", "addr", "add", address(network, 1) + "/30", "dev", outside)
				&& run("ip", "link", "set", outside, "up")
				&& run(inside("ip", "addr", "add", address(network, 2) + "/30", "dev", inside))
				&& run(inside("ip", "link", "set", inside, "up"));
	}

	private boolean netem() {
		String[] outside = { "tc", "qdisc", "replace", "dev", "b" + this.pid + "o", "root", "netem", "limit", "10000",
				"delay", this.conditions.delayMillis() + "ms", this.conditions.jitterMillis() + "ms", "loss",
				this.conditions.lossPercent() + "%" };
		String[] inside = outside.clone();
		inside[4] = "b" + this.pid + "i";
		return run(outside) && run(inside(inside));
	}

	/**
	 * Makes the bad link bad, as it is in the beginning.
	 */
	public void worsen() {
		if (!netem()) {
			throw new IllegalStateException("The link cannot be made bad");
		}
	}

	/**
	 * Makes the bad link as good as the other.
	 */
	public void clear() {
		boolean cleared = run("tc", "qdisc", "del", "dev", "b" + this.pid + "o", "root")
				&& run(inside("tc", "qdisc", "del", "dev", "b" + this.pid + "i", "root"));
		if (!cleared) {
			throw new IllegalStateException("The link cannot be made good again");
		}
	}

	/**
	 * Returns what starts a process inside.
	 * @return the beginning of a command
	 */
	public List<String> command() {
		return List.of("ip", "netns", "exec", this.name);
	}

	/**
	 * Returns the address of what listens inside, over the good link.
	 * @return an IPv4 address
	 */
	public String goodAddress() {
		return address(18, 2);
	}

	/**
	 * Returns the address of what listens inside, over the bad link.
	 * @return an IPv4 address
	 */
	public String badAddress() {
		return address(19, 2);
	}

	@Override
	public void close() {
		remove();
		Runtime.getRuntime().removeShutdownHook(this.hook);
	}

	/** Interfaces end with their peers, and those inside with the namespace. */
	private void remove() {
		run("ip", "link", "del", "g" + this.pid + "o");
		run("ip", "link", "del", "b" + this.pid + "o");
		run("ip", "netns", "del", this.name);
	}

	private String address(int network, int host) {
		return "198." + network + "." + this.pid % UNIQUE + "." + host;
	}

	private String[] inside(String... command) {
		List<String> all = new ArrayList<>(command());
		all.addAll(List.of(command));
		return all.toArray(String[]::new);
	}

	/** Whether it could be done; why not is nobody's concern. */
	private static boolean run(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				process.destroyForcibly();
				return false;
			}
			return process.exitValue() == 0;
		}
		catch (IOException ex) {
			// There is no such command.
			return false;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
