import { expect, test } from "vitest";
import { type Family, openMetrics, prometheusText } from "./exposition.ts";

const families: readonly Family[] = [
  {
    name: "checks",
    type: "counter",
    unit: null,
    help: 'Checks, by "path" \\ and place.',
    samples: [
      { suffix: "_total", labels: { path: '/a"b\\c\nd', place: "local" }, value: 3 },
      { suffix: "_total", labels: {}, value: Number.POSITIVE_INFINITY },
    ],
  },
  { name: "empty", type: "gauge", unit: null, help: "Without a sample.", samples: [] },
  {
    name: "build",
    type: "info",
    unit: null,
    help: "Which.",
    samples: [{ suffix: "_info", labels: { version: "1.2.3" }, value: 1 }],
  },
];

test("Prometheus' format calls a family as its samples are called", () => {
  expect(prometheusText(families)).toBe(`# HELP checks_total Checks, by "path" \\\\ and place.
# TYPE checks_total counter
checks_total{path="/a\\"b\\\\c\\nd",place="local"} 3
checks_total +Inf
# HELP build_info Which.
# TYPE build_info gauge
build_info{version="1.2.3"} 1
`);
});

test("OpenMetrics calls it without the suffix, and ends", () => {
  expect(openMetrics(families)).toBe(`# TYPE checks counter
# HELP checks Checks, by \\"path\\" \\\\ and place.
checks_total{path="/a\\"b\\\\c\\nd",place="local"} 3
checks_total +Inf
# TYPE build info
# HELP build Which.
build_info{version="1.2.3"} 1
# EOF
`);
});
