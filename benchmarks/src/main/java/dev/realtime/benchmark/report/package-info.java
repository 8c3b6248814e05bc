/**
 * What is made of the figures: medians with their spread, a table for people, JSON for
 * machines. {@link dev.realtime.benchmark.report.Report} is the front door. Measures
 * nothing. May look at {@code scenario} for its metrics.
 */
@NullMarked
package dev.realtime.benchmark.report;

import org.jspecify.annotations.NullMarked;
