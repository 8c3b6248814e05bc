package dev.realtime.session;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.realtime.command.Commands;
import dev.realtime.protocol.Codec;
import dev.realtime.reconnect.Reconnects;

/**
 * What all sessions of a node share.
 *
 * @param settings bounds
 * @param codec how frames are written
 * @param commands answers commands
 * @param stats counts
 * @param reconnects counts who comes back
 * @param registry knows who is there
 * @param entry lets clients in
 * @param applicationExecutor where events are published
 * @param events takes events for the application
 */
record SessionContext(SessionSettings settings, Codec codec, Commands commands, SessionStats stats,
		Reconnects reconnects, SessionRegistry registry, ClientEntry entry, Executor applicationExecutor,
		Consumer<Object> events) {

}
