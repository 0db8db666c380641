import { parseJson } from "../../../core/host/index.ts";
import type { Facts, Params } from "./facts.ts";

type Test = (facts: Facts, params: Params) => boolean;

/** What add-ons keep on the site, on what is looked at, or on whoever looks. */
export const propertyConditions: Readonly<Record<string, Test>> = {
  entity_property_exists: (facts, params) => propertyOf(facts, params) !== undefined,
  entity_property_equal_to: (facts, params) => isSame(propertyOf(facts, params), params.value),
  entity_property_contains_any: (facts, params) => {
    const kept = listOf(propertyOf(facts, params));
    return wanted(params).some((value) => kept.some((one) => isSame(one, value)));
  },
  entity_property_contains_all: (facts, params) => {
    const kept = listOf(propertyOf(facts, params));
    return wanted(params).every((value) => kept.some((one) => isSame(one, value)));
  },
};

/** The property itself, or with `objectName` ("level.two") what is inside it; undefined: none. */
function propertyOf(facts: Facts, { entity, propertyKey, objectName }: Params): unknown {
  const kept = keptOn(facts, String(entity), String(propertyKey));
  if (typeof objectName !== "string" || objectName === "") return kept;
  return objectName
    .split(".")
    .reduce<unknown>(
      (value, name) => (Object.hasOwn(Object(value), name) ? Object(value)[name] : undefined),
      kept,
    );
}

function keptOn({ looking, sights, installation }: Facts, entity: string, key: string): unknown {
  const { viewing, person } = looking;
  const { jira, confluence } = sights;
  const content = confluence?.contents.get(viewing.content?.id ?? "");
  switch (entity) {
    case "addon":
      return (jira ?? confluence)?.addonProperties.get(installation.addonKey)?.get(key);
    case "project":
      return viewing.project?.properties.get(key);
    case "issue":
      return viewing.issue?.properties.get(key);
    case "user":
      return jira?.userProperties.get(person.accountId)?.get(key);
    case "content":
      return content?.properties.find((property) => property.key === key)?.value;
    case "space":
      return confluence?.spaces
        .get(viewing.space?.id ?? "")
        ?.properties.find((property) => property.key === key)?.value;
    default:
      return undefined;
  }
}

const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** The values to look for: a JSON list, or one value. */
const wanted = ({ value }: Params): readonly unknown[] => listOf(fromText(value));

/** Descriptors give values as text: "true" is the value true, and "blue" is "blue". */
const isSame = (kept: unknown, value: unknown): boolean =>
  kept !== undefined &&
  (kept === value || JSON.stringify(kept) === JSON.stringify(fromText(value)));

function fromText(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return parseJson(value);
  } catch {
    return value;
  }
}
