// Elements are made here and nowhere else: what comes from others only ever becomes text.

const SVG = "http://www.w3.org/2000/svg";

/**
 * h("div.card", {id: "x", on: {click}}, child, "text"): attributes as they are written in HTML;
 * true stands for an attribute without a value, false and undefined for none.
 */
export function h(what, props = {}, ...children) {
  return build(document.createElement.bind(document), what, props, children);
}

/** The same for drawings. */
export function svg(what, props = {}, ...children) {
  return build((tag) => document.createElementNS(SVG, tag), what, props, children);
}

function build(create, what, props, children) {
  const [tag, ...classes] = what.split(".");
  const node = create(tag);
  if (classes.length) node.setAttribute("class", classes.join(" "));
  for (const [name, value] of Object.entries(props)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else {
      attribute(node, name, value);
    }
  }
  node.append(...children.flat().filter((c) => c !== undefined && c !== null && c !== false));
  return node;
}

/** Sets or removes an attribute, but only when it is another: what is read aloud stays calm. */
export function attribute(node, name, value) {
  if (value === undefined || value === false || value === null) {
    node.removeAttribute(name);
  } else {
    const text = value === true ? "" : String(value);
    if (node.getAttribute(name) !== text) node.setAttribute(name, text);
  }
}

export function text(node, value) {
  if (node.textContent !== value) node.textContent = value;
}

export function fill(node, ...children) {
  node.replaceChildren(...children.flat().filter(Boolean));
}

/** Shows the node or hides it from everybody. */
export function shown(node, yes) {
  node.hidden = !yes;
}

/**
 * Keeps the children of a container in step with a list. make(item) gives {node, update(item)}; a
 * child lives as long as its key, so focus and what is open stay.
 */
export function keyed(container, keyOf, make) {
  const made = new Map();
  return (items) => {
    const keys = new Set(items.map(keyOf));
    for (const [key, child] of made) {
      if (!keys.has(key)) {
        child.close?.();
        child.node.remove();
        made.delete(key);
      }
    }
    let place = container.firstChild;
    for (const item of items) {
      const key = keyOf(item);
      let child = made.get(key);
      if (!child) {
        child = make(item);
        made.set(key, child);
      }
      child.update?.(item);
      if (child.node === place) {
        place = place.nextSibling;
      } else {
        container.insertBefore(child.node, place);
      }
    }
  };
}
