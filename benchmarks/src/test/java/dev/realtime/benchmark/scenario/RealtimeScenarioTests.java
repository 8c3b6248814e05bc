package dev.realtime.benchmark.scenario;

import dev.realtime.benchmark.process.ServerKind;
import dev.realtime.benchmark.server.ServerLauncher;
import dev.realtime.benchmark.server.realtime.RealtimeServer;

/**
 * The scenarios against the starter.
 */
class RealtimeScenarioTests extends ScenarioContract {

	RealtimeScenarioTests() {
		super(ServerKind.REALTIME);
	}

	@Override
	ServerLauncher.Running launch(Runnable whenOver) {
		return RealtimeServer.start(whenOver);
	}

}
