package dev.realtime.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.realtime.admission.HandshakeVerdict.Admitted;
import dev.realtime.admission.HandshakeVerdict.AdmittedByEviction;
import dev.realtime.admission.HandshakeVerdict.Refused;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many clients at many doors of one node. A failure names its seed;
 * {@code -Drealtime.test.seed=N} plays the same clients again, if not in the same
 * interleaving.
 */
class ConcurrentAdmissionTests {

	private static final int THREADS = 16;

	private static final int CLIENTS = 20_000;

	private static final int ADDRESSES = 40;

	private static final long PATIENCE_SECONDS = 60;

	private final long seed = Long.getLong("realtime.test.seed", System.nanoTime());

	private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

	@AfterEach
	void end() {
		this.threads.shutdownNow();
	}

	@Test
	void exactlyAsManyAreAdmittedAsThereArePlaces() throws Exception {
		Admission admission = admission(1000, 30, 0, WhenFull.REJECT);

		List<Client> clients = new ArrayList<>();
		together((thread) -> {
			Random random = new Random(this.seed + thread);
			List<Client> mine = new ArrayList<>();
			for (int i = 0; i < 1000; i++) {
				mine.add(new Client(admission, random.nextInt(ADDRESSES), NodeLoad.OPEN));
			}
			return mine;
		}).forEach(clients::addAll);

		assertThat(clients.stream().filter(Client::isIn)).as(seed()).hasSize(1000);
		assertThat(admission.stats().connections()).isEqualTo(1000);
		for (int address = 0; address < ADDRESSES; address++) {
			int wanted = address;
			assertThat(clients.stream().filter((client) -> client.isIn() && client.address == wanted)).as(seed())
				.hasSizeLessThanOrEqualTo(30);
		}
		clients.forEach(Client::leave);
		assertEmpty(admission);
	}

	@Test
	void lastPlaceIsGivenToOneOnly() throws Exception {
		compete(admission(1, 0, 0, WhenFull.REJECT));
	}

	@Test
	void lastPlaceOfAnAddressIsGivenToOneOnly() throws Exception {
		compete(admission(1_000_000, 1, 0, WhenFull.REJECT));
	}

	@Test
	void addressHasExactlyItsPlacesWhereThereIsRoom() throws Exception {
		Admission admission = admission(1_000_000, 30, 0, WhenFull.REJECT);

		List<Integer> admitted = together((thread) -> {
			int count = 0;
			for (int i = 0; i < 1000; i++) {
				count += new Client(admission, i % ADDRESSES, NodeLoad.OPEN).isIn() ? 1 : 0;
			}
			return count;
		});

		assertThat(admitted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(30 * ADDRESSES);
		assertThat(admission.stats().addresses()).isEqualTo(ADDRESSES);
	}

	@Test
	void rateIsExactAlsoForThoseWhoComeAtOnce() throws Exception {
		Admission admission = admission(1_000_000, 0, 700, WhenFull.REJECT);

		List<Integer> admitted = together((thread) -> {
			int count = 0;
			for (int i = 0; i < 500; i++) {
				count += new Client(admission, 0, NodeLoad.OPEN).isIn() ? 1 : 0;
			}
			return count;
		});

		assertThat(admitted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(700);
	}

	@Test
	void nothingIsExceededAndNothingIsLeftWhenAllComeAndGoAtOnce() throws Exception {
		comeAndGo(admission(100, 5, 0, WhenFull.REJECT), 100, 5);
	}

	@Test
	void evictionsExceedTheLimitByNoMoreThanAreUnderWay() throws Exception {
		comeAndGo(admission(200, 20, 0, WhenFull.EVICT_IDLE), 202, 20);
	}

	@Test
	void rateLimitLeavesNothingBehindEither() throws Exception {
		comeAndGo(admission(100, 5, 1000, WhenFull.EVICT_IDLE), 101, 5);
	}

	/** All want the one place there is, and have it only for a moment. */
	private void compete(Admission admission) throws Exception {
		AtomicInteger inside = new AtomicInteger();

		List<Integer> most = together((thread) -> {
			int worst = 0;
			for (int i = 0; i < 50_000; i++) {
				Client client = new Client(admission, 7, NodeLoad.OPEN);
				if (client.isIn()) {
					worst = Math.max(worst, inside.incrementAndGet());
					inside.decrementAndGet();
					client.leave();
				}
			}
			return worst;
		});

		assertThat(most).contains(1).allSatisfy((worst) -> assertThat(worst).isLessThanOrEqualTo(1));
		assertEmpty(admission);
	}

	private void comeAndGo(Admission admission, int most, int mostOfAddress) throws Exception {
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger worst = new AtomicInteger();
		AtomicIntegerArray ofAddress = new AtomicIntegerArray(ADDRESSES);
		AtomicIntegerArray worstOfAddress = new AtomicIntegerArray(ADDRESSES);
		Queue<Client> present = new ConcurrentLinkedQueue<>();
		Runnable leave = () -> {
			Client gone = present.poll();
			if (gone != null) {
				// Before the ticket is back, or another would be counted beside it.
				inside.decrementAndGet();
				ofAddress.decrementAndGet(gone.address);
				gone.leave();
			}
		};

		together((thread) -> {
			Random random = new Random(this.seed + thread);
			for (int i = 0; i < CLIENTS / THREADS; i++) {
				NodeLoad load = NodeLoad.values()[Math.max(0, random.nextInt(12) - 9)];
				Client client = new Client(admission, random.nextInt(ADDRESSES), load);
				if (client.isIn()) {
					worst.accumulateAndGet(inside.incrementAndGet(), Math::max);
					worstOfAddress.accumulateAndGet(client.address, ofAddress.incrementAndGet(client.address),
							Math::max);
					present.add(client);
				}
				if (client.evicts() || random.nextInt(3) == 0) {
					leave.run();
				}
			}
			return thread;
		});

		assertThat(worst.get()).as(seed()).isBetween(most / 2, most);
		for (int address = 0; address < ADDRESSES; address++) {
			assertThat(worstOfAddress.get(address)).as(seed()).isBetween(1, mostOfAddress);
		}
		AdmissionStats stats = admission.stats();
		assertThat(stats.admitted() + Stream.of(RefusalReason.values()).mapToLong(stats::refused).sum())
			.isEqualTo(CLIENTS);
		assertThat(stats.connections()).isEqualTo(present.size());
		while (!present.isEmpty()) {
			leave.run();
		}
		assertEmpty(admission);
	}

	private void assertEmpty(Admission admission) {
		assertThat(admission.stats().connections()).as(seed()).isZero();
		assertThat(admission.stats().addresses()).as(seed()).isZero();
	}

	private <T> List<T> together(Work<T> work) throws Exception {
		CyclicBarrier start = new CyclicBarrier(THREADS);
		List<Callable<T>> calls = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			int thread = i;
			calls.add(() -> {
				start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
				return work.run(thread);
			});
		}
		List<T> results = new ArrayList<>();
		for (Future<T> done : this.threads.invokeAll(calls, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
			results.add(done.get());
		}
		return results;
	}

	private String seed() {
		return "-Drealtime.test.seed=" + this.seed;
	}

	private static Admission admission(int most, int perAddress, int rate, WhenFull whenFull) {
		return new Admission(
				new AdmissionSettings(most, perAddress, rate, whenFull, List.of(), ForwardingHeader.X_FORWARDED_FOR),
				() -> false, 0);
	}

	private interface Work<T> {

		T run(int thread) throws Exception;

	}

	/** Comes as soon as it is made. */
	private static final class Client {

		private final int address;

		private final HandshakeVerdict verdict;

		Client(Admission admission, int address, NodeLoad load) {
			this.address = address;
			this.verdict = admission.decide(new IpAddress(0, 0xFFFF_0A00_0000L + address), load, 0);
		}

		boolean isIn() {
			return !(this.verdict instanceof Refused);
		}

		boolean evicts() {
			return this.verdict instanceof AdmittedByEviction;
		}

		void leave() {
			AdmissionTicket ticket = ticket();
			if (ticket != null) {
				ticket.release();
				ticket.release();
			}
		}

		private @Nullable AdmissionTicket ticket() {
			return this.verdict.dispatchTo(new HandshakeVerdict.Handler<@Nullable AdmissionTicket>() {
				@Override
				public AdmissionTicket admitted(Admitted admitted) {
					return admitted.ticket();
				}

				@Override
				public AdmissionTicket admittedByEviction(AdmittedByEviction admitted) {
					return admitted.ticket();
				}

				@Override
				public @Nullable AdmissionTicket refused(Refused refused) {
					return null;
				}
			});
		}

	}

}
