package dev.realtime.sample.browser;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.springframework.core.io.ClassPathResource;

/**
 * How well a text stands out, as WCAG 2 counts it. The colour of the text comes from its
 * style, the colours behind it from a picture of the page without any text: gradients and
 * layers are judged as they are painted.
 *
 * @param text what it says
 * @param where what holds it
 * @param ratio to the pixel behind it that is worst for it, from 1 to 21
 * @param required the least that is enough at this size
 */
public record TextContrast(String text, String where, double ratio, double required) {

	private static final String HIDE_TEXT = """
			const style = document.createElement('style');
			style.id = 'no-text';
			style.textContent = '* { color: transparent !important; } svg text { fill: transparent !important; }';
			document.head.append(style);""";

	/**
	 * Measures all the text of the page. It must not change meanwhile.
	 * @param browser that shows it
	 * @return every piece of text that can be seen
	 */
	public static List<TextContrast> of(Browser browser) {
		// All of it in the window, so that nothing moves between the two looks.
		List<Long> page = browser.run("return [innerWidth, document.documentElement.scrollHeight]");
		browser.resize(page.get(0).intValue(), page.get(1).intValue());
		List<Map<String, Object>> texts = browser.run(script());
		browser.run(HIDE_TEXT);
		BufferedImage picture = browser.picture();
		browser.run("document.getElementById('no-text').remove()");
		return texts.stream().map((text) -> measured(text, picture)).toList();
	}

	/**
	 * Whether it can be read.
	 * @return whether the ratio is enough
	 */
	public boolean isEnough() {
		return this.ratio >= this.required;
	}

	@SuppressWarnings("unchecked")
	private static TextContrast measured(Map<String, Object> text, BufferedImage picture) {
		double[] color = numbers(text.get("color"));
		double worst = ((List<Object>) text.get("boxes")).stream()
			.mapToDouble((box) -> worst(color, numbers(box), picture))
			.min()
			.orElseThrow();
		double size = ((Number) text.get("size")).doubleValue();
		boolean bold = ((Number) text.get("weight")).doubleValue() >= 700;
		boolean large = size >= 24 || (bold && size >= 18.66);
		return new TextContrast((String) text.get("text"), (String) text.get("where"), worst, large ? 3 : 4.5);
	}

	private static double worst(double[] color, double[] box, BufferedImage picture) {
		double worst = 21;
		int right = (int) Math.min(box[0] + box[2], picture.getWidth());
		int bottom = (int) Math.min(box[1] + box[3], picture.getHeight());
		for (int y = (int) box[1]; y < bottom; y++) {
			for (int x = (int) box[0]; x < right; x++) {
				worst = Math.min(worst, ratio(color, picture.getRGB(x, y)));
			}
		}
		return worst;
	}

	private static double ratio(double[] color, int pixel) {
		double[] behind = { (pixel >> 16) & 0xff, (pixel >> 8) & 0xff, pixel & 0xff };
		double[] seen = new double[3];
		Arrays.setAll(seen, (i) -> color[i] * color[3] + behind[i] * (1 - color[3]));
		double one = luminance(seen) + 0.05;
		double other = luminance(behind) + 0.05;
		return Math.max(one, other) / Math.min(one, other);
	}

	private static double luminance(double[] color) {
		return 0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) + 0.0722 * linear(color[2]);
	}

	private static double linear(double channel) {
		double value = channel / 255;
		return (value <= 0.04045) ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
	}

	private static double[] numbers(Object list) {
		return ((List<?>) list).stream().mapToDouble((number) -> ((Number) number).doubleValue()).toArray();
	}

	private static String script() {
		try {
			return new ClassPathResource("browser/texts.js").getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("browser/texts.js", ex);
		}
	}

}
