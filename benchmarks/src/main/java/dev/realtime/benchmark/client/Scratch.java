package dev.realtime.benchmark.client;

import io.netty.buffer.ByteBuf;

/**
 * An array that all connections of one event loop read through: scanning plain bytes is
 * cheaper than scanning a direct buffer, and the copy is the cheapest part of a receipt.
 */
final class Scratch {

	private byte[] bytes;

	Scratch(int size) {
		this.bytes = new byte[size];
	}

	byte[] copyOf(ByteBuf buffer, int length) {
		if (length > this.bytes.length) {
			this.bytes = new byte[length];
		}
		buffer.readBytes(this.bytes, 0, length);
		return this.bytes;
	}

}
