package dev.realtime.controller;

import org.jspecify.annotations.Nullable;

/**
 * What the controllers of an application answer for.
 *
 * @param methods by the name of an rpc
 * @param states by the name of a channel
 * @param messages takes what has no reply, if anything does
 */
record ControllerMappings(MappingTable methods, MappingTable states, @Nullable ControllerMethod messages) {

	static final ControllerMappings NONE = new ControllerMappings(MappingTable.EMPTY, MappingTable.EMPTY, null);

}
