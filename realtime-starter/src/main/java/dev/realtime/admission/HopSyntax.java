package dev.realtime.admission;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How proxies spell an address. Strict: what is not understood in full is no address,
 * because somebody may have meant it to be misunderstood.
 */
final class HopSyntax {

	/** RFC 7239, section 6: a port, or a name that hides it. */
	private static final Pattern PORT = Pattern.compile("[0-9]{1,5}|_[A-Za-z0-9._-]{1,64}");

	/**
	 * RFC 7239, section 4, and RFC 9110, section 5.6: token "=" (token / quoted). An
	 * address with a colon should be quoted; not every proxy does it.
	 */
	private static final Pattern PAIR = Pattern.compile("(TOKEN+)=(?:((?:TOKEN|[:\\[\\]])++)|\"((?:TEXT|ESCAPED)*+)\")"
		.replace("TOKEN", "[!#$%&'*+.^_`|~0-9A-Za-z-]")
		.replace("TEXT", "[^\"\\\\]")
		.replace("ESCAPED", "\\\\."));

	/** Empty pairs are allowed; spaces are not, and are written all the same. */
	private static final Pattern BETWEEN = Pattern.compile("[ \t]*;[ \t;]*");

	private static final int LONGEST_ELEMENT = 1024;

	private HopSyntax() {
	}

	/** An element of {@code X-Forwarded-For}: an address, with or without a port. */
	static @Nullable IpAddress address(String text) {
		if (text.startsWith("[")) {
			int close = text.indexOf(']');
			if (close < 0 || !isPort(text, close + 1)) {
				return null;
			}
			String inside = text.substring(1, close);
			return (inside.indexOf(':') >= 0) ? IpAddress.parse(inside) : null;
		}
		int colon = text.indexOf(':');
		if (colon >= 0 && colon == text.lastIndexOf(':')) {
			return isPort(text, colon) ? IpAddress.parse(text.substring(0, colon)) : null;
		}
		return IpAddress.parse(text);
	}

	/** An element of {@code Forwarded}: its {@code for}, if that is an address. */
	static @Nullable IpAddress forwarded(String element) {
		if (element.length() > LONGEST_ELEMENT) {
			return null;
		}
		String found = null;
		Matcher pair = PAIR.matcher(element);
		Matcher between = BETWEEN.matcher(element);
		int position = 0;
		while (position < element.length()) {
			if (!pair.region(position, element.length()).lookingAt()) {
				return null;
			}
			if (pair.group(1).equalsIgnoreCase("for")) {
				if (found != null) {
					return null;
				}
				found = (pair.group(2) != null) ? pair.group(2) : unescaped(pair.group(3));
			}
			position = pair.end();
			if (position < element.length()) {
				if (!between.region(position, element.length()).lookingAt()) {
					return null;
				}
				position = between.end();
			}
		}
		return (found != null) ? address(found) : null;
	}

	/** Whether nothing follows, or a colon and a port. */
	private static boolean isPort(String text, int start) {
		return start == text.length()
				|| (text.charAt(start) == ':' && PORT.matcher(text).region(start + 1, text.length()).matches());
	}

	private static String unescaped(String quoted) {
		return quoted.replaceAll("\\\\(.)", "$1");
	}

}
