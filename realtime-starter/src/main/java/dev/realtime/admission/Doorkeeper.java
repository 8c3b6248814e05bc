package dev.realtime.admission;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Stands where handshakes arrive: finds out who knocks, and asks whether there is room.
 * Thread-safe.
 */
public final class Doorkeeper {

	private final TrustedProxies proxies;

	private final Admission admission;

	private final Door door;

	private final LongSupplier nanoTime;

	/**
	 * Makes a doorkeeper.
	 * @param settings how many, and how fast
	 * @param door what the node says of itself
	 * @param nanoTime the clock
	 */
	public Doorkeeper(AdmissionSettings settings, Door door, LongSupplier nanoTime) {
		this.proxies = settings.proxies();
		this.admission = new Admission(settings, door::isClosed, nanoTime.getAsLong());
		this.door = door;
		this.nanoTime = nanoTime;
	}

	/**
	 * Finds out who a client is.
	 * @param socketAddress the address at the other end of the socket, spelled out
	 * @param headers answers a header's name with its lines
	 * @return the client's address
	 */
	public IpAddress address(@Nullable String socketAddress, Function<String, @Nullable List<String>> headers) {
		return this.proxies.clientAddress(socketAddress, headers);
	}

	/**
	 * Decides on one client.
	 * @param address the client's
	 * @return the verdict; an admitted client's ticket is to be given back
	 */
	public HandshakeVerdict decide(IpAddress address) {
		return this.admission.decide(address, this.door.load(), this.nanoTime.getAsLong());
	}

	/**
	 * Refuses a client after all, because nobody made room for it.
	 * @return what it is told
	 */
	public HandshakeVerdict.Refused nobodyLeft() {
		return this.admission.refuse(RefusalReason.FULL, this.nanoTime.getAsLong());
	}

	/**
	 * Lets nobody in any more: the application is about to end.
	 */
	public void close() {
		this.door.close();
	}

	/**
	 * Returns who was let in and who was not.
	 * @return a live view, any thread
	 */
	public AdmissionStats stats() {
		return this.admission.stats();
	}

}
