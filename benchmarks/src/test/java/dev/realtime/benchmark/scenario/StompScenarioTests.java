package dev.realtime.benchmark.scenario;

import dev.realtime.benchmark.process.ServerKind;
import dev.realtime.benchmark.server.ServerLauncher;
import dev.realtime.benchmark.server.stomp.StompServer;

class StompScenarioTests extends ScenarioContract {

	StompScenarioTests() {
		super(ServerKind.STOMP_ORDERED);
	}

	@Override
	ServerLauncher.Running launch(Runnable whenOver) {
		return StompServer.start(true, whenOver);
	}

}
