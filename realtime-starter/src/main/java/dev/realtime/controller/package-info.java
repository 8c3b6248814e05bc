/**
 * Classes marked {@link dev.realtime.RealtimeController}, made to answer clients.
 *
 * <p>
 * In: an {@code rpc}, a {@code send} or the first look at a channel, on the application
 * executor, through the ports {@link dev.realtime.command.RpcHandler} and
 * {@link dev.realtime.command.InitialState}. Out: a payload, or the
 * {@link dev.realtime.CommandRejectedException} that says why not. The front door is
 * {@link dev.realtime.controller.RealtimeControllers}; it finds the controllers when the
 * application starts and refuses what could not work. Here it is decided which method
 * answers, what its arguments are and what its failures mean to a client; never who may
 * do what, that is the application's own business. Arguments and annotations are Spring
 * Messaging's. May look at {@code command}, {@code security}, the root and the
 * vocabulary; only {@code autoconfigure} looks at it.
 */
@NullMarked
package dev.realtime.controller;

import org.jspecify.annotations.NullMarked;
