package dev.realtime.benchmark.nodes;

import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

import dev.realtime.channel.Subscriber;
import dev.realtime.channel.Subscription;
import dev.realtime.loop.Loop;
import dev.realtime.outbound.Decision;
import dev.realtime.protocol.Codec;
import dev.realtime.protocol.EncodedFrame;
import dev.realtime.protocol.JsonCodec;

/**
 * A subscriber without a socket: tells when a connection would have been given each
 * publication, home and shard behind it.
 */
final class HandOver implements Subscriber {

	private final Loop loop;

	private final LongConsumer given;

	private final Codec codec = new JsonCodec();

	HandOver(Loop loop, LongConsumer given) {
		this.loop = loop;
		this.given = given;
	}

	@Override
	public Loop loop() {
		return this.loop;
	}

	@Override
	public Codec codec() {
		return this.codec;
	}

	@Override
	public void ready(Subscription subscription) {
		EncodedFrame frame = subscription.take(Integer.MAX_VALUE, false);
		while (frame != null) {
			Offsets.of(new String(frame.bytes(), StandardCharsets.UTF_8), this.given);
			frame = subscription.take(Integer.MAX_VALUE, false);
		}
	}

	@Override
	public void moved(Subscription subscription) {
		// It never waits.
	}

	@Override
	public void decided(Subscription subscription, Decision decision, long publications) {
		throw new IllegalStateException("The benchmark does not keep up: " + decision);
	}

	@Override
	public void overflowed(Subscription subscription) {
		throw new IllegalStateException("The benchmark does not keep up");
	}

	@Override
	public void insufficient(Subscription subscription) {
		throw new IllegalStateException("The channel of the benchmark has lost its history");
	}

}
