/** An element of an XML document, with its attributes unescaped. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};
const FORBIDDEN = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const TAG = /<(\/?)([a-z]+)((?: [A-Za-z]+="[^"<]*")*)(\/?)>|(\n+)/gy;

/** Reads elements and attributes as strictly as XML 1.0 has them; throws for anything else. */
export function readXml(text: string): Element {
  const prologue = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!text.startsWith(prologue)) throw new Error("no prologue");
  if (FORBIDDEN.test(text)) throw new Error("a character that XML does not have");
  const root: Element = { name: "", attributes: {}, children: [] };
  const open = [root];
  TAG.lastIndex = prologue.length;
  while (TAG.lastIndex < text.length) {
    const at = TAG.lastIndex;
    const match = TAG.exec(text);
    if (match === null) throw new Error(`not well-formed at ${text.slice(at, at + 60)}`);
    const [, closing, name, attributes, selfClosing, space] = match;
    if (space !== undefined) continue;
    if (closing) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes another element`);
      continue;
    }
    const element = { name: name!, attributes: attributesOf(attributes!), children: [] };
    open.at(-1)!.children.push(element);
    if (!selfClosing) open.push(element);
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error("not one root");
  return root.children[0]!;
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/ ([A-Za-z]+)="([^"]*)"/g)].map(
    ([, name, value]) => [name!, unescaped(value!)] as const,
  );
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Error("twice the same");
  return Object.fromEntries(pairs);
}

const unescaped = (value: string): string =>
  value.replace(/&(?:#(\d+)|(\w+));|&/g, (whole, code?: string, name?: string) => {
    const character = code ? String.fromCodePoint(Number(code)) : ENTITIES[name ?? ""];
    if (character === undefined) throw new Error(`${whole} is no entity`);
    return character;
  });
