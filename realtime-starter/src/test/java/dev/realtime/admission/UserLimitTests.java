package dev.realtime.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;
import dev.realtime.message.UserId;
import dev.realtime.protocol.CloseReason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who stays and who goes when a user has one connection too many. A question mark behind
 * a client's name says that its node is silent.
 */
class UserLimitTests {

	private final Known known = new Known();

	@Test
	void withoutALimitNobodyIsAsked() {
		assertThat(admitted(UserLimitSettings.NONE, "c9", 1000).isAdmitted()).isTrue();
		assertThat(this.known.asked).isZero();
	}

	@Test
	void withinTheLimitNobodyIsAsked() {
		assertThat(admitted(replace(3), "c3", 3).isAdmitted()).isTrue();
		assertThat(this.known.asked).isZero();
	}

	@Test
	void replaceClosesTheOldestForGood() {
		this.known.found = found("c1", "c2", "c3", "c4");

		assertThat(admitted(replace(2), "c4", 4).isAdmitted()).isTrue();

		assertThat(this.known.closed).containsExactly("c1 4501", "c2 4501");
		assertThat(CloseReason.REPLACED.isReconnect()).as("or two devices throw each other out for ever").isFalse();
	}

	@Test
	void whatTurnsOutToBeGoneDoesNotCount() {
		this.known.found = found("c2", "c3");

		assertThat(admitted(replace(2), "c3", 4).isAdmitted()).isTrue();
		assertThat(admitted(refuse(2), "c3", 4).isAdmitted()).isTrue();

		assertThat(this.known.closed).isEmpty();
	}

	@Test
	void newcomerThatIsTheOldestByNowGoesItself() {
		this.known.found = found("c1", "c2");

		AdmissionVerdict verdict = admitted(replace(1), "c1", 2);

		assertThat(verdict.close()).isEqualTo(CloseReason.REPLACED);
		assertThat(this.known.closed).isEmpty();
	}

	@Test
	void refuseTurnsTheNewcomerAwayUntilThereIsRoom() {
		this.known.found = found("c1", "c2", "c3");

		CloseReason reason = admitted(refuse(2), "c3", 3).close();

		assertThat(reason)
			.isEqualTo(CloseReason.USER_CONNECTION_LIMIT.because("the user has 2, the limit is 2; close another one"));
		assertThat(reason).matches(CloseReason::isReconnect);
		assertThat(this.known.closed).isEmpty();
	}

	@Test
	void ofTwoThatComeAtOnceTheFirstIsNotRefused() {
		this.known.found = found("c1", "c2");

		assertThat(admitted(refuse(1), "c1", 2).isAdmitted()).isTrue();
		assertThat(admitted(refuse(1), "c2", 2).isAdmitted()).isFalse();
	}

	@Test
	void silentNodeDoesNotCountAndClosesWhenItWakesUp() {
		this.known.found = found("c1?", "c2", "c3?", "c4");

		assertThat(admitted(replace(2), "c4", 4).isAdmitted()).isTrue();
		assertThat(this.known.closed).containsExactly("c1 4501", "c3 3011");

		this.known.closed.clear();
		assertThat(admitted(refuse(2), "c4", 4).isAdmitted()).isTrue();
		assertThat(this.known.closed).containsExactly("c1 3011", "c3 3011");
	}

	@Test
	void silentAndExcessAreToldApart() {
		this.known.found = found("c1", "c2?", "c3");

		assertThat(admitted(replace(1), "c3", 3).isAdmitted()).isTrue();

		assertThat(this.known.closed).containsExactlyInAnyOrder("c1 4501", "c2 4501");
	}

	@Test
	void newcomerIsNotCountedTwiceAndCountsAlsoIfItIsNotFound() {
		this.known.found = found("c1");

		assertThat(admitted(refuse(1), "c2", 2).isAdmitted()).isFalse();
		assertThat(admitted(replace(1), "c2", 2).isAdmitted()).isTrue();

		assertThat(this.known.closed).containsExactly("c1 4501");
	}

	@Test
	void whenNobodyCanSayItIsTemporary() {
		this.known.fails = true;

		AdmissionVerdict verdict = admitted(replace(1), "c2", 2);

		assertThat(verdict).isEqualTo(AdmissionVerdict.UNAVAILABLE);
		assertThat(verdict.error()).isNotNull().satisfies((error) -> {
			assertThat(error.code()).isEqualTo(100);
			assertThat(error.temporary()).isTrue();
		});
	}

	private AdmissionVerdict admitted(UserLimitSettings settings, String newcomer, int registered) {
		return new UserLimit(settings, this.known).admit(UserId.of("anna"), new ClientId(newcomer), registered)
			.toCompletableFuture()
			.join();
	}

	private static UserLimitSettings replace(int most) {
		return new UserLimitSettings(most, WhenUserFull.REPLACE);
	}

	private static UserLimitSettings refuse(int most) {
		return new UserLimitSettings(most, WhenUserFull.REFUSE);
	}

	private static List<UserConnections.Connection> found(String... clients) {
		return Stream.of(clients)
			.map((client) -> new UserConnections.Connection(new ClientId(client.replace("?", "")), new NodeId("n", "i"),
					!client.endsWith("?")))
			.toList();
	}

	private static final class Known implements UserConnections {

		private final List<String> closed = new ArrayList<>();

		private List<Connection> found = List.of();

		private boolean fails;

		private int asked;

		@Override
		public CompletionStage<List<Connection>> confirm(UserId user) {
			this.asked++;
			return this.fails ? CompletableFuture.failedFuture(new IllegalStateException("away, for a test"))
					: CompletableFuture.completedFuture(this.found);
		}

		@Override
		public CompletionStage<Void> close(List<Connection> connections, CloseReason reason) {
			connections.forEach((connection) -> this.closed.add(connection.client() + " " + reason.code()));
			return CompletableFuture.completedFuture(null);
		}

	}

}
