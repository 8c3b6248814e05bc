package dev.realtime.benchmark.scenario;

/**
 * A figure that a scenario finds.
 */
public enum Metric {

	/** Receipts of publications while the load ran. */
	DELIVERIES_PER_SECOND("deliveries/s", 0),

	/** Publications sent while the load ran. */
	PUBLICATIONS_PER_SECOND("publications/s", 1),

	/** Server time for one delivery. */
	CPU_PER_DELIVERY("server CPU µs/delivery", 2),

	/** The part of it outside the kernel. */
	USER_CPU_PER_DELIVERY("  of it user", 2),

	/** The part of it in the kernel. */
	SYSTEM_CPU_PER_DELIVERY("  of it system", 2),

	/**
	 * Client time for one delivery: what the load generator takes from the same cores.
	 */
	CLIENT_CPU_PER_DELIVERY("client CPU µs/delivery", 2),

	/** Cores the server kept busy. */
	SERVER_CORES("server cores busy", 2),

	/** Half of all deliveries were faster. */
	LATENCY_P50("latency p50 ms", 2),

	/** 90 % were faster. */
	LATENCY_P90("latency p90 ms", 2),

	/** 99 % were faster. */
	LATENCY_P99("latency p99 ms", 2),

	/** 99.9 % were faster. */
	LATENCY_P999("latency p99.9 ms", 2),

	/** The slowest. */
	LATENCY_MAX("latency max ms", 2),

	/** Publications that a connection should have received and did not. */
	LOST("lost", 0),

	/** Publications that came after a newer one. */
	OUT_OF_ORDER("out of order", 0),

	/** Publications that came again. */
	DUPLICATES("duplicates", 0),

	/** Connections the server closed. */
	CLOSED("connections closed", 0),

	/** Times the window stood still and was filled anew. */
	STALLS("stalls", 0),

	/** Heap in use after a full collection, over the baseline. */
	HEAP_PER_CONNECTION("heap bytes/connection", 0),

	/** Resident memory after a full collection, over the baseline. */
	RSS_PER_CONNECTION("RSS bytes/connection", 0),

	/** Resident memory with all connections, before the collection. */
	RSS_BEFORE_COLLECTION("RSS MB before GC", 1),

	/** Resident memory with all connections, after the collection. */
	RSS_AFTER_COLLECTION("RSS MB after GC", 1),

	/** Resident memory with no connection, after warming up and a collection. */
	RSS_BASELINE("RSS MB baseline", 1),

	/** Cores the server kept busy with idle connections. */
	IDLE_CORES("server cores busy, idle", 4),

	/** Connections opened and confirmed. */
	CONNECTS_PER_SECOND("connects/s", 0),

	/** Server time for opening one connection and subscribing it. */
	CPU_PER_CONNECT("server CPU µs/connect", 0),

	/** The part of it outside the kernel. */
	USER_CPU_PER_CONNECT("  of it user", 0),

	/** The part of it in the kernel. */
	SYSTEM_CPU_PER_CONNECT("  of it system", 0);

	private final String label;

	private final int decimals;

	Metric(String label, int decimals) {
		this.label = label;
		this.decimals = decimals;
	}

	/**
	 * Returns what it is called in tables.
	 * @return name and unit
	 */
	public String label() {
		return this.label;
	}

	/**
	 * Returns how precisely it is shown.
	 * @return digits behind the point
	 */
	public int decimals() {
		return this.decimals;
	}

}
