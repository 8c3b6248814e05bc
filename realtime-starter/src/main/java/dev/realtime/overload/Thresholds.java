package dev.realtime.overload;

import java.time.Duration;

/**
 * Where one tier begins: at any reading over one of these.
 */
interface Thresholds {

	Duration loopLag();

	double lagHeapFraction();

	double liveHeapFraction();

	Duration redisLag();

	double tailBudgetFraction();

}
