// All text that can be seen: what it says, how it is set, and where on the page it stands.

const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

function rgba(color) {
	canvas.clearRect(0, 0, 1, 1);
	canvas.fillStyle = color;
	canvas.fillRect(0, 0, 1, 1);
	const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
	return [red, green, blue, alpha / 255];
}

/** The part of a rectangle that no ancestor cuts off. */
function visible(rect, element) {
	let { left, top, right, bottom } = rect;
	for (let each = element; each; each = each.parentElement) {
		const style = getComputedStyle(each);
		if (style.clipPath !== 'none') {
			return null; // for screen readers only
		}
		if (style.overflowY !== 'visible' && each !== document.body && each !== document.documentElement) {
			const box = each.getBoundingClientRect();
			[left, top] = [Math.max(left, box.left), Math.max(top, box.top)];
			[right, bottom] = [Math.min(right, box.right), Math.min(bottom, box.bottom)];
		}
	}
	const [x, y] = [Math.ceil(left + scrollX), Math.ceil(top + scrollY)];
	const [width, height] = [Math.floor(right + scrollX) - x, Math.floor(bottom + scrollY) - y];
	return width > 0 && height > 0 && x >= 0 && y >= 0 ? [x, y, width, height] : null;
}

function opacity(element) {
	return element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1;
}

const texts = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
	const node = walker.currentNode;
	const element = node.parentElement;
	if (!node.data.trim() || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
		continue;
	}
	const range = document.createRange();
	range.selectNodeContents(node);
	const boxes = [...range.getClientRects()].map((rect) => visible(rect, element)).filter(Boolean);
	if (boxes.length > 0) {
		const style = getComputedStyle(element);
		const [red, green, blue, alpha] = rgba(element.closest('svg') ? style.fill : style.color);
		texts.push({
			text: node.data.trim(), where: element.className.baseVal ?? (element.className || element.localName),
			color: [red, green, blue, alpha * opacity(element)], boxes,
			size: parseFloat(style.fontSize), weight: Number(style.fontWeight),
		});
	}
}
return texts;
