import { attribute, fill, h, keyed, svg } from "./dom.js";
import { rate } from "./format.js";
import { stretches } from "./rates.js";
import { say } from "./words.js";

const WIDTH = 600;
const HEIGHT = 60;

/** The rate over time as areas, coloured by the route that carried the bytes, with a legend. */
export function plot() {
  const drawing = svg("svg.plot", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    preserveAspectRatio: "none",
    role: "img",
  });
  const legend = h("ul.legend");
  const routes = keyed(legend, (route) => route, entry);
  const node = h("figure.stack", { hidden: true }, drawing, legend);
  return {
    node,
    update(samples) {
      const found = stretches(samples, WIDTH, HEIGHT);
      node.hidden = found.length === 0;
      if (node.hidden) return;
      fill(drawing, found.map(area));
      routes([...new Set(found.map((one) => one.route).filter(Boolean))]);
      const peak = Math.max(...samples.map((s) => s.rate));
      attribute(drawing, "aria-label", say("transfer.plot", { peak: rate(peak) }));
    },
  };
}

function area({ route, points }) {
  const line = points.map(([x, y]) => `${x},${y}`).join("L");
  const [first] = points[0];
  const [last] = points.at(-1);
  return svg("path", { d: `M${first},${HEIGHT}L${line}L${last},${HEIGHT}Z`, "data-route": route });
}

function entry(route) {
  const swatch = h("span.swatch", { "data-route": route, "aria-hidden": "true" });
  return { node: h("li", {}, swatch, say(`route.${route}`)) };
}
