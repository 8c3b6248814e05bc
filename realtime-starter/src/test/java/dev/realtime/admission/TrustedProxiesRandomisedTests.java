package dev.realtime.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Chains of proxies behind clients that lie. A failure names its seed;
 * {@code -Drealtime.test.seed=N} replays it.
 */
class TrustedProxiesRandomisedTests {

	private static final int CHAINS = 5000;

	private static final String NASTY = "\"\\,;=:[]._ for192.0:%/-\t\u0000\u00e9";

	private static final List<String> LIES = List.of("for=203.0.113.66", "203.0.113.66", "for=\"203.0.113.66\"",
			"10.66.66.66", "for=10.66.66.66", "for=\"", "\"", "\\", "unknown", "_x", ";x=\"");

	private static final List<String> HIDDEN = List.of("unknown", "_hidden", "not an address", "300.1.1.1", "[", "::");

	@ParameterizedTest
	@EnumSource(ForwardingHeader.class)
	void whateverAClientClaimsTheChainOfTrustedProxiesFindsIt(ForwardingHeader header) {
		play((random) -> {
			Chain chain = new Chain(header, random);
			String client = chain.untrusted();
			chain.lies();
			chain.append(client);
			String socket = chain.throughProxies(random.nextInt(4));

			assertThat(chain.clientAddress(socket)).as("%s: %s", header.headerName(), chain.lines)
				.isEqualTo(IpAddress.parse(client));
		});
	}

	@ParameterizedTest
	@EnumSource(ForwardingHeader.class)
	void whoIsHiddenIsCountedAsTheProxyThatHidesIt(ForwardingHeader header) {
		play((random) -> {
			Chain chain = new Chain(header, random);
			chain.lies();
			chain.appendHidden();
			String proxy = chain.trusted();
			String socket = proxy;
			if (random.nextBoolean()) {
				chain.append(proxy);
				socket = chain.throughProxies(random.nextInt(3));
			}

			assertThat(chain.clientAddress(socket)).as("%s: %s", header.headerName(), chain.lines)
				.isEqualTo(IpAddress.parse(proxy));
		});
	}

	@ParameterizedTest
	@EnumSource(ForwardingHeader.class)
	void whoIsNotTrustedIsItselfWhateverItSays(ForwardingHeader header) {
		play((random) -> {
			Chain chain = new Chain(header, random);
			for (int lines = random.nextInt(4); lines > 0; lines--) {
				chain.lies();
			}
			String client = chain.untrusted();

			assertThat(chain.clientAddress(client)).isEqualTo(IpAddress.parse(client));
		});
	}

	private static void play(Consumer<Random> game) {
		Long replay = Long.getLong("realtime.test.seed");
		long first = (replay != null) ? replay : System.nanoTime();
		int count = (replay != null) ? 1 : CHAINS;
		for (long seed = first; seed < first + count; seed++) {
			try {
				game.accept(new Random(seed));
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError("Chain with -Drealtime.test.seed=" + seed + " failed: " + ex.getMessage(), ex);
			}
		}
	}

	/** What is said from the client to the node, in lines of a header. */
	private static final class Chain {

		private final ForwardingHeader header;

		private final Random random;

		private final List<String> lines = new ArrayList<>();

		private final TrustedProxies proxies;

		Chain(ForwardingHeader header, Random random) {
			this.header = header;
			this.random = random;
			this.proxies = TrustedProxies.of(List.of("10.0.0.0/8", "2001:db8:f::/48"), header);
		}

		String untrusted() {
			return this.random.nextBoolean() ? "192.0.2." + this.random.nextInt(256)
					: "2001:db8:" + Integer.toHexString(this.random.nextInt(15)) + "::"
							+ Integer.toHexString(1 + this.random.nextInt(65_000));
		}

		String trusted() {
			return this.random.nextBoolean() ? "10." + this.random.nextInt(256) + ".0." + this.random.nextInt(256)
					: "2001:db8:f:" + Integer.toHexString(this.random.nextInt(65_536)) + "::1";
		}

		/** What a client sends itself. */
		void lies() {
			StringBuilder lie = new StringBuilder();
			for (int i = this.random.nextInt(6); i > 0; i--) {
				if (this.random.nextBoolean()) {
					lie.append(LIES.get(this.random.nextInt(LIES.size())));
				}
				else {
					lie.append(NASTY.charAt(this.random.nextInt(NASTY.length())));
				}
				lie.append((this.random.nextInt(3) == 0) ? ", " : "");
			}
			if (this.random.nextBoolean()) {
				this.lines.add(lie.toString());
			}
		}

		void append(String address) {
			boolean v6 = address.indexOf(':') >= 0;
			boolean port = this.random.nextBoolean();
			String node = (v6 && (port || this.random.nextBoolean())) ? "[" + address + "]" : address;
			if (port) {
				node += ":" + this.random.nextInt(65_536);
			}
			appendHop(switch (this.header) {
				case X_FORWARDED_FOR -> node;
				case FORWARDED -> {
					String quoted = (v6 || port || this.random.nextBoolean()) ? "\"" + node + "\"" : node;
					String pair = (this.random.nextBoolean() ? "for=" : "For=") + quoted;
					yield switch (this.random.nextInt(3)) {
						case 0 -> pair;
						case 1 -> pair + ";proto=https;host=\"a\\\",b;c\"";
						default -> "by=\"_x,y\";" + pair;
					};
				}
			});
		}

		void appendHidden() {
			String hidden = HIDDEN.get(this.random.nextInt(HIDDEN.size()));
			appendHop(switch (this.header) {
				case X_FORWARDED_FOR -> hidden;
				case FORWARDED -> "for=\"" + hidden + "\"";
			});
		}

		/** Each proxy names the one before it; the last is at the socket. */
		String throughProxies(int others) {
			for (int i = 0; i < others; i++) {
				append(trusted());
			}
			return trusted();
		}

		IpAddress clientAddress(String socket) {
			return this.proxies.clientAddress(socket, (name) -> this.lines);
		}

		private void appendHop(String hop) {
			int last = this.lines.size() - 1;
			if (last >= 0 && this.random.nextBoolean()) {
				this.lines.set(last, this.lines.get(last) + (this.random.nextBoolean() ? ", " : ",") + hop);
			}
			else {
				this.lines.add(hop);
			}
		}

	}

}
