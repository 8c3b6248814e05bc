package dev.realtime.admission;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import dev.realtime.admission.HandshakeVerdict.Admitted;
import dev.realtime.admission.HandshakeVerdict.AdmittedByEviction;
import dev.realtime.admission.HandshakeVerdict.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Who is let in. The random source always says 0, so that a refused client is to come
 * back as soon as its reason allows.
 */
class AdmissionTests {

	/** Clocks may start anywhere, and overflow. */
	private static final long START = Long.MAX_VALUE - 5;

	private static final IpAddress ADDRESS = address("192.0.2.1");

	private static final IpAddress OTHER = address("192.0.2.2");

	private boolean draining;

	private long now = START;

	@Test
	void fullNodeRefusesUntilSomebodyGoes() {
		Admission admission = admission(2, 0, 0, WhenFull.REJECT);
		AdmissionTicket first = admitted(admission, ADDRESS);
		admitted(admission, ADDRESS);

		assertThat(decide(admission, ADDRESS)).isEqualTo(new Refused(RefusalReason.FULL, 5));
		first.release();

		admitted(admission, ADDRESS);
		assertThat(admission.stats().connections()).isEqualTo(2);
	}

	@Test
	void ticketCountsOnceHoweverOftenItIsGivenBack() {
		Admission admission = admission(10, 0, 0, WhenFull.REJECT);
		AdmissionTicket ticket = admitted(admission, ADDRESS);
		admitted(admission, ADDRESS);

		ticket.release();
		ticket.release();
		ticket.release();

		assertThat(admission.stats().connections()).isOne();
	}

	@Test
	void nodeThatKeepsRoomFreeRefuses() {
		Admission admission = admission(10, 0, 0, WhenFull.REJECT);

		assertThat(admission.decide(ADDRESS, NodeLoad.FULL, this.now)).isEqualTo(new Refused(RefusalReason.FULL, 5));
		assertThat(admission.stats().connections()).isZero();
	}

	@Test
	void overloadedNodeRefusesAlsoWhereItWouldEvict() {
		Admission admission = admission(10, 0, 0, WhenFull.EVICT_IDLE);

		assertThat(admission.decide(ADDRESS, NodeLoad.OVERLOADED, this.now))
			.isEqualTo(new Refused(RefusalReason.OVERLOADED, 10));
	}

	@Test
	void drainingNodeRefusesBeforeAnythingElse() {
		Admission admission = admission(10, 0, 0, WhenFull.EVICT_IDLE);
		admitted(admission, ADDRESS);
		this.draining = true;

		assertThat(decide(admission, ADDRESS)).isEqualTo(new Refused(RefusalReason.DRAINING, 1));
		assertThat(admission.decide(ADDRESS, NodeLoad.OVERLOADED, this.now))
			.isEqualTo(new Refused(RefusalReason.DRAINING, 1));
		this.draining = false;

		admitted(admission, ADDRESS);
	}

	@Test
	void addressHasItsOwnLimit() {
		Admission admission = admission(10, 2, 0, WhenFull.REJECT);
		AdmissionTicket first = admitted(admission, ADDRESS);
		admitted(admission, ADDRESS);

		assertThat(decide(admission, ADDRESS)).isEqualTo(new Refused(RefusalReason.ADDRESS, 10));
		admitted(admission, OTHER);
		assertThat(admission.stats().addresses()).isEqualTo(2);
		first.release();

		admitted(admission, ADDRESS);
	}

	@Test
	void ipv6IsCountedByNetwork() {
		Admission admission = admission(10, 1, 0, WhenFull.REJECT);
		admitted(admission, address("2001:db8::1"));

		assertThat(decide(admission, address("2001:db8::2"))).isInstanceOf(Refused.class);
		admitted(admission, address("2001:db8:0:1::1"));
		admitted(admission, address("::1"));
		assertThat(decide(admission, address("::1"))).isInstanceOf(Refused.class);
	}

	@Test
	void whoHasNoAddressIsNotCountedByIt() {
		Admission admission = admission(10, 1, 0, WhenFull.REJECT);

		admitted(admission, IpAddress.UNKNOWN);
		admitted(admission, IpAddress.UNKNOWN);

		assertThat(admission.stats().addresses()).isZero();
	}

	@Test
	void withoutALimitAddressesTakeNoMemory() {
		Admission admission = admission(10, 0, 0, WhenFull.REJECT);

		admitted(admission, ADDRESS);

		assertThat(admission.stats().addresses()).isZero();
	}

	@Test
	void refusedClientHasTakenNothing() {
		Admission admission = admission(1, 1, 1, WhenFull.REJECT);
		AdmissionTicket ticket = admitted(admission, ADDRESS);

		assertThat(reason(decide(admission, ADDRESS))).isEqualTo(RefusalReason.ADDRESS);
		assertThat(reason(decide(admission, OTHER))).isEqualTo(RefusalReason.FULL);
		assertThat(admission.stats().addresses()).isOne();
		ticket.release();
		assertThat(reason(decide(admission, OTHER))).as("the place of this second is taken")
			.isEqualTo(RefusalReason.RATE);

		assertThat(admission.stats().addresses()).isZero();
		assertThat(admission.stats().connections()).isZero();
		this.now += Duration.ofSeconds(1).toNanos();
		admitted(admission, OTHER);
	}

	@Test
	void whoIsRefusedDoesNotUseUpTheRateOfOthers() {
		Admission admission = admission(10, 1, 2, WhenFull.REJECT);
		admitted(admission, ADDRESS);

		for (int i = 0; i < 100; i++) {
			assertThat(reason(decide(admission, ADDRESS))).isEqualTo(RefusalReason.ADDRESS);
		}

		admitted(admission, OTHER);
	}

	@Test
	void fullNodeEvictsIfItIsToldTo() {
		Admission admission = admission(1, 0, 0, WhenFull.EVICT_IDLE);
		AdmissionTicket idle = admitted(admission, ADDRESS);

		assertThat(decide(admission, ADDRESS)).isInstanceOf(AdmittedByEviction.class);
		assertThat(reason(decide(admission, ADDRESS))).as("the idle one has not gone yet")
			.isEqualTo(RefusalReason.FULL);
		idle.release();

		assertThat(admission.stats().connections()).isOne();
		assertThat(decide(admission, ADDRESS)).isInstanceOf(AdmittedByEviction.class);
		assertThat(admission.stats().evictions()).isEqualTo(2);
	}

	@Test
	void nodeThatKeepsRoomFreeEvictsToo() {
		Admission admission = admission(10, 0, 0, WhenFull.EVICT_IDLE);

		assertThat(admission.decide(ADDRESS, NodeLoad.FULL, this.now)).isInstanceOf(AdmittedByEviction.class);
	}

	@Test
	void evictionsUnderWayAreAHundredthAndAtMostAHundred() {
		assertThat(tickets(admission(50, 0, 0, WhenFull.EVICT_IDLE))).isEqualTo(51);
		assertThat(tickets(admission(400, 0, 0, WhenFull.EVICT_IDLE))).isEqualTo(404);
		assertThat(tickets(admission(20_000, 0, 0, WhenFull.EVICT_IDLE))).isEqualTo(20_100);
		assertThat(tickets(admission(400, 0, 0, WhenFull.REJECT))).isEqualTo(400);
	}

	@Test
	void newcomerForWhomNobodyIsIdleIsRefusedAfterAll() {
		Admission admission = admission(1, 0, 0, WhenFull.EVICT_IDLE);
		admitted(admission, ADDRESS);
		AdmittedByEviction verdict = (AdmittedByEviction) decide(admission, ADDRESS);

		verdict.ticket().release();

		assertThat(admission.refuse(RefusalReason.FULL, this.now)).isEqualTo(new Refused(RefusalReason.FULL, 5));
		assertThat(admission.stats().connections()).isOne();
		assertThat(admission.stats().refused(RefusalReason.FULL)).isOne();
	}

	@Test
	void everybodyIsCounted() {
		Admission admission = admission(2, 0, 0, WhenFull.REJECT);
		admitted(admission, ADDRESS);
		admitted(admission, ADDRESS);
		decide(admission, ADDRESS);
		decide(admission, ADDRESS);
		this.draining = true;
		decide(admission, ADDRESS);

		AdmissionStats stats = admission.stats();

		assertThat(stats.admitted()).isEqualTo(2);
		assertThat(stats.evictions()).isZero();
		assertThat(stats.refused(RefusalReason.FULL)).isEqualTo(2);
		assertThat(stats.refused(RefusalReason.DRAINING)).isOne();
		assertThat(stats.refused(RefusalReason.RATE)).isZero();
	}

	@Test
	void everyCaseHasItsHandler() {
		Admission admission = admission(1, 0, 0, WhenFull.EVICT_IDLE);
		Naming naming = new Naming();

		assertThat(decide(admission, ADDRESS).dispatchTo(naming)).isEqualTo("admitted");
		assertThat(decide(admission, ADDRESS).dispatchTo(naming)).isEqualTo("by eviction");
		assertThat(decide(admission, ADDRESS).dispatchTo(naming)).isEqualTo("refused");
	}

	@Test
	void nobodyIsToldToComeBackAtOnceOrNever() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Refused(RefusalReason.FULL, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> new Refused(RefusalReason.FULL, 121))
			.withMessageContaining("121 s; allowed is 1 to 120");
	}

	/** How many it gives out before it refuses. */
	private int tickets(Admission admission) {
		int count = 0;
		while (!(decide(admission, ADDRESS) instanceof Refused)) {
			count++;
		}
		return count;
	}

	private Admission admission(int most, int perAddress, int rate, WhenFull whenFull) {
		return new Admission(
				new AdmissionSettings(most, perAddress, rate, whenFull, List.of(), ForwardingHeader.X_FORWARDED_FOR),
				() -> this.draining, () -> 0, START);
	}

	private HandshakeVerdict decide(Admission admission, IpAddress address) {
		return admission.decide(address, NodeLoad.OPEN, this.now);
	}

	private AdmissionTicket admitted(Admission admission, IpAddress address) {
		HandshakeVerdict verdict = decide(admission, address);
		assertThat(verdict).isInstanceOf(Admitted.class);
		return ((Admitted) verdict).ticket();
	}

	private static RefusalReason reason(HandshakeVerdict verdict) {
		assertThat(verdict).isInstanceOf(Refused.class);
		return ((Refused) verdict).reason();
	}

	private static IpAddress address(String text) {
		return Objects.requireNonNull(IpAddress.parse(text), text);
	}

	private static final class Naming implements HandshakeVerdict.Handler<String> {

		@Override
		public String admitted(Admitted verdict) {
			return "admitted";
		}

		@Override
		public String admittedByEviction(AdmittedByEviction verdict) {
			return "by eviction";
		}

		@Override
		public String refused(Refused verdict) {
			return "refused";
		}

	}

}
