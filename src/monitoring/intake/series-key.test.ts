import { expect, test } from "vitest";
import { senderKey, seriesKeys } from "./series-key.ts";
import { metric, point } from "./testdata/points.ts";

const keyOf = (changes: Parameters<typeof metric>[1], changed: Parameters<typeof point>[0] = {}) =>
  seriesKeys(metric([], changes))(point(changed));
const reversed = <K, V>(map: ReadonlyMap<K, V>) => new Map([...map].reverse());

test("a series is the same whatever the order of its attributes, and whenever it is told of", () => {
  const { resource } = metric([]);
  const { attributes } = point();
  const changed = { attributes: reversed(attributes), timeNs: 99 };
  expect(keyOf({ resource: reversed(resource) }, changed)).toBe(keyOf({}));
});

test.for<[string, Parameters<typeof metric>[1], Parameters<typeof point>[0]]>([
  ["another resource", { resource: new Map([["service.name", "planner"]]) }, {}],
  ["another scope", { scope: '["http","1"]' }, {}],
  ["another name", { name: "http.server.duration" }, {}],
  ["another attribute", {}, { attributes: new Map([["http.route", "/b"]]) }],
  ["another start", {}, { startNs: 6 }],
])("%s makes another series", ([, changes, changed]) => {
  expect(keyOf(changes, changed)).not.toBe(keyOf({}));
});

test("an attribute of the resource is none of the point", () => {
  const attributes = new Map([["a", "1"]]);
  const resource = new Map([["b", "2"]]);
  expect(
    keyOf({ resource: new Map([...resource, ...attributes]) }, { attributes: new Map() }),
  ).not.toBe(keyOf({ resource }, { attributes }));
});

test("a sender is told by its resource and the name that it reports under", () => {
  const resource = new Map([["service.instance.id", "a"]]);
  const keys = [
    senderKey(resource, "x"),
    senderKey(resource, "y"),
    senderKey(new Map([["service.instance.id", "b"]]), "x"),
  ];
  expect(new Set(keys).size).toBe(3);
});
