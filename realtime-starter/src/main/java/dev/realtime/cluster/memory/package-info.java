/**
 * The embedded cluster: nodes of one process, no Redis, the same contracts. An
 * application has one node; several are for tests.
 *
 * <p>
 * The front door is {@link dev.realtime.cluster.memory.MemoryCluster}, which the nodes
 * share; each has a directory of nodes, one of clients and a bus of its own. Orders and
 * summaries are for the nodes of the process, and are gone with it.
 */
@NullMarked
package dev.realtime.cluster.memory;

import org.jspecify.annotations.NullMarked;
