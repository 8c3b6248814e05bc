package dev.realtime.session;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import dev.realtime.protocol.CloseReason;

/**
 * What the sessions of a node have done, counted since it started. Readable from any
 * thread.
 */
public final class SessionStats {

	private final LongAdder slow = new LongAdder();

	private final LongAdder slowed = new LongAdder();

	private final LongAdder lagBytes = new LongAdder();

	private final LongAdder inFlightBytes = new LongAdder();

	private final LongAdder opened = new LongAdder();

	private final LongAdder closed = new LongAdder();

	private final LongAdder commands = new LongAdder();

	private final LongAdder bytesOut = new LongAdder();

	private final LongAdder bytesIn = new LongAdder();

	private final LongAdder writes = new LongAdder();

	private final LongAdder eventsWaiting = new LongAdder();

	private final Map<Integer, LongAdder> closesByCode = new ConcurrentHashMap<>();

	private final Map<Integer, LongAdder> errorsByCode = new ConcurrentHashMap<>();

	void countOpened() {
		this.opened.increment();
	}

	void countClosed(int code) {
		this.closed.increment();
		// Clients may send any code; one number stands for all that are not ours.
		int known = isOurs(code) ? code : 4000;
		this.closesByCode.computeIfAbsent(known, (key) -> new LongAdder()).increment();
	}

	void countError(int code) {
		this.errorsByCode.computeIfAbsent(code, (key) -> new LongAdder()).increment();
	}

	void received(int newCommands, int bytes) {
		this.commands.add(newCommands);
		this.bytesIn.add(bytes);
	}

	void wrote(int bytes) {
		this.writes.increment();
		this.bytesOut.add(bytes);
	}

	void eventWaits() {
		this.eventsWaiting.increment();
	}

	void eventDone() {
		this.eventsWaiting.decrement();
	}

	void slowed() {
		this.slow.increment();
		this.slowed.increment();
	}

	/** Is slow no longer, or is gone. */
	void caughtUp() {
		this.slow.decrement();
	}

	void lagChanged(long bytes) {
		this.lagBytes.add(bytes);
	}

	void inFlightChanged(long bytes) {
		this.inFlightBytes.add(bytes);
	}

	/**
	 * Returns how much is under way to all connections, each as of its last second.
	 * @return bytes handed over and not acknowledged
	 */
	public long inFlightBytes() {
		return this.inFlightBytes.sum();
	}

	/**
	 * Returns how far all connections lag together, each as of its last second.
	 * @return about how many bytes they would have to be given to be current
	 */
	public long lagBytes() {
		return this.lagBytes.sum();
	}

	/**
	 * Returns how many connections are slow: they owe an acknowledgement for too long.
	 * @return number of connections now
	 */
	public long slow() {
		return this.slow.sum();
	}

	/**
	 * Returns how often a connection became slow.
	 * @return number of times
	 */
	public long timesSlowed() {
		return this.slowed.sum();
	}

	/**
	 * Returns how many events the application has not dealt with yet.
	 * @return number of events, those being dealt with included
	 */
	public long eventsWaiting() {
		return this.eventsWaiting.sum();
	}

	/**
	 * Returns how many sessions there are.
	 * @return opened less closed
	 */
	public long active() {
		return this.opened.sum() - this.closed.sum();
	}

	/**
	 * Returns how many sessions there were.
	 * @return number of sessions
	 */
	public long opened() {
		return this.opened.sum();
	}

	/**
	 * Returns how many sessions ended with each code. Codes that applications and clients
	 * make up count as 4000.
	 * @return code to number, sorted
	 */
	public Map<Integer, Long> closesByCode() {
		return sums(this.closesByCode);
	}

	/**
	 * Returns how many commands were answered with each error.
	 * @return code to number, sorted
	 */
	public Map<Integer, Long> errorsByCode() {
		return sums(this.errorsByCode);
	}

	/**
	 * Returns how many commands came.
	 * @return number of commands, pongs included
	 */
	public long commands() {
		return this.commands.sum();
	}

	/**
	 * Returns how much came.
	 * @return bytes of frames
	 */
	public long bytesIn() {
		return this.bytesIn.sum();
	}

	/**
	 * Returns how much was handed to transports.
	 * @return bytes of frames
	 */
	public long bytesOut() {
		return this.bytesOut.sum();
	}

	/**
	 * Returns how often something was handed to a transport; fewer than messages when
	 * they were joined.
	 * @return number of writes
	 */
	public long writes() {
		return this.writes.sum();
	}

	private static boolean isOurs(int code) {
		return code >= 3000 && code < 4000 || code >= 1000 && code < 1016
				|| code == CloseReason.USER_CONNECTION_LIMIT.code() || code == CloseReason.EVICTED.code()
				|| code == CloseReason.REPLACED.code();
	}

	private static Map<Integer, Long> sums(Map<Integer, LongAdder> adders) {
		Map<Integer, Long> sums = new TreeMap<>();
		adders.forEach((code, adder) -> sums.put(code, adder.sum()));
		return sums;
	}

}
