package dev.realtime.sample.browser;

import java.util.Optional;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Decides before anything is started whether there is a browser to test with, and starts
 * one for each test that asks.
 */
final class BrowserExtension implements ExecutionCondition, ParameterResolver {

	private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);

	private static final String SWITCH = "REALTIME_BROWSER";

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		if (installed(context).isPresent()) {
			return ConditionEvaluationResult.enabled("There is a browser");
		}
		if ("required".equals(System.getProperty(SWITCH, System.getenv(SWITCH)))) {
			throw new IllegalStateException(InstalledBrowser.REMEDY + ", and " + SWITCH + " is 'required'");
		}
		once(context, "Browser tests are skipped: " + InstalledBrowser.REMEDY);
		return ConditionEvaluationResult.disabled(InstalledBrowser.REMEDY);
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == Browser.class;
	}

	@Override
	public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
		// The store of the test closes it.
		return context.getStore(NAMESPACE)
			.computeIfAbsent(Browser.class, (type) -> Browser.start(installed(context).orElseThrow()), Browser.class);
	}

	@SuppressWarnings("unchecked")
	private static Optional<InstalledBrowser> installed(ExtensionContext context) {
		return (Optional<InstalledBrowser>) context.getRoot()
			.getStore(NAMESPACE)
			.computeIfAbsent(InstalledBrowser.class, (type) -> InstalledBrowser.find(), Optional.class);
	}

	private static void once(ExtensionContext context, String line) {
		context.getRoot().getStore(NAMESPACE).computeIfAbsent(line, (same) -> {
			System.out.println(line);
			return line;
		});
	}

}
