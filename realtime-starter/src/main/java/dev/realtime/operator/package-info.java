/**
 * What an operator may order of the cluster, on any of its nodes: checked, written down
 * as desired state, and refused with a reason. Front door:
 * {@link dev.realtime.operator.Operator}.
 */
@NullMarked
package dev.realtime.operator;

import org.jspecify.annotations.NullMarked;
