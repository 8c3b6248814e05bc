// Writes values into markup that says where they belong. Text goes in as text, never as HTML.
//
//   data-text="path"              textContent        data-format="rate" or "pace": decimals
//   data-show="path"              hidden unless the value is truthy
//   data-set="name:path ..."      data-name          data-attr="name:path ..."  attribute
//   data-list="path" data-template="id"              one copy of the template for each element
//   data-scope="path"             paths below start there
//   data-unbound                  not for this file, nor anything below

const formats = {
	rate: (value) => value.toFixed(2), // runs an over
	pace: (value) => value.toFixed(1), // runs for a hundred balls
};

/** Fills an element and everything in it. Touches only what differs, so nothing flickers or loses focus. */
export function fill(element, data) {
	if ('unbound' in element.dataset) {
		return;
	}
	const { text, format, show, set, attr, list, template, scope } = element.dataset;
	const here = scope ? at(data, scope) : data;
	if (show) {
		element.toggleAttribute('hidden', !at(here, show));
	}
	for (const [name, path] of pairs(set)) {
		change(element, `data-${name}`, at(here, path));
	}
	for (const [name, path] of pairs(attr)) {
		change(element, name, at(here, path));
	}
	if (text) {
		const value = at(here, text);
		write(element, value == null ? '' : format ? formats[format](value) : String(value));
	}
	else if (list) {
		fillList(element, template, at(here, list) ?? []);
	}
	else {
		for (const child of element.children) {
			fill(child, here);
		}
	}
}

/** Makes one row from a template. */
export function row(template, data) {
	const content = document.getElementById(template).content.firstElementChild;
	const source = content.localName === 'svg' ? content.firstElementChild : content;
	const copy = document.importNode(source, true);
	fill(copy, data);
	return copy;
}

function fillList(element, template, items) {
	items.forEach((item, index) => {
		const existing = element.children[index];
		if (existing) {
			fill(existing, item);
		}
		else {
			element.append(row(template, item));
		}
	});
	while (element.children.length > items.length) {
		element.lastElementChild.remove();
	}
}

function at(data, path) {
	return path.split('.').reduce((value, key) => value?.[key], data);
}

function pairs(text) {
	return text ? text.split(' ').map((pair) => pair.split(':')) : [];
}

function change(element, name, value) {
	const next = value == null ? null : String(value);
	if (next === null) {
		element.removeAttribute(name);
	}
	else if (element.getAttribute(name) !== next) {
		element.setAttribute(name, next);
	}
}

function write(element, value) {
	if (element.textContent !== value) {
		element.textContent = value;
	}
}
