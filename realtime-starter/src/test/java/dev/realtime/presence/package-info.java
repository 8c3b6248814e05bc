/**
 * The contract of every presence store.
 */
@NullMarked
package dev.realtime.presence;

import org.jspecify.annotations.NullMarked;
