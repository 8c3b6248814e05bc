package dev.realtime.admission;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AdmissionSettingsTests {

	@Test
	void nonsenseIsRefusedWithPropertyValueAndRange() {
		assertThatIllegalArgumentException().isThrownBy(() -> settings(0, 0, 0, List.of()))
			.withMessage("realtime.limits.max-connections is 0; it must be at least 1");
		assertThatIllegalArgumentException().isThrownBy(() -> settings(1, -1, 0, List.of()))
			.withMessage("realtime.limits.max-connections-per-address is -1; it must be at least 0, for any number");
		assertThatIllegalArgumentException().isThrownBy(() -> settings(1, 0, -1, List.of()))
			.withMessage("realtime.limits.connect-rate is -1; allowed is 1 to 100000, or 0 for any number");
		assertThatIllegalArgumentException().isThrownBy(() -> settings(1, 0, 100_001, List.of()))
			.withMessageContaining("connect-rate is 100001");
		assertThatIllegalArgumentException().isThrownBy(() -> settings(1, 0, 0, List.of("balancer.example.org")))
			.withMessageContaining("realtime.limits.trusted-proxies holds 'balancer.example.org'");
	}

	@Test
	void byDefaultNoProxyIsTrusted() {
		assertThat(AdmissionSettings.DEFAULTS.proxies().clientAddress("127.0.0.1", (name) -> List.of("192.0.2.9")))
			.hasToString("127.0.0.1");
	}

	@Test
	void proxiesAreThoseOfTheSettings() {
		List<String> networks = new ArrayList<>(List.of("127.0.0.0/8"));
		AdmissionSettings settings = settings(1, 0, 0, networks);
		networks.clear();

		assertThat(settings.proxies().clientAddress("127.0.0.1", (name) -> List.of("192.0.2.9")))
			.hasToString("192.0.2.9");
	}

	private static AdmissionSettings settings(int most, int perAddress, int rate, List<String> proxies) {
		return new AdmissionSettings(most, perAddress, rate, WhenFull.REJECT, proxies,
				ForwardingHeader.X_FORWARDED_FOR);
	}

}
