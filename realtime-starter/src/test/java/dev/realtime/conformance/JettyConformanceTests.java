package dev.realtime.conformance;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;

/**
 * Real clients against Jetty.
 */
@SpringBootTest(classes = ConformanceApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles({ "conformance", "jetty" })
class JettyConformanceTests extends ClientConformance {

}
