/** A tag in a storage text, and where it stands. */
export interface Tag {
  /** "p", "ac:task" … */
  readonly name: string;
  readonly isClosing: boolean;
  readonly attributes: string;
  readonly start: number;
  readonly end: number;
}

/** The tags of a storage text in one pass; what never closes costs no more than what does. */
export function* tagsOf(storage: string): Generator<Tag> {
  for (const match of storage.matchAll(/<(\/?)([a-zA-Z][\w:-]*)([^<>]*)>/g)) {
    const [whole, slash, name, attributes] = match;
    yield {
      name: name!,
      isClosing: slash === "/",
      attributes: attributes!,
      start: match.index,
      end: match.index + whole.length,
    };
  }
}

/** A heading or a paragraph: the tag that holds it and its plain text. */
export interface Block {
  readonly tag: string;
  readonly text: string;
}

const BLOCK = /^(?:p|h[1-6]|li|[uo]l|t[rhd]|table|br|blockquote|ac:task|ac:task-body)$/;
/** What stands in the text without being of it. */
const HIDDEN = /^ac:task-(?:id|uuid|status)$/;

/** The readable blocks of a storage text, without those that say nothing. */
export function blocksOf(storage: string): Block[] {
  const blocks: Block[] = [];
  let parts: string[] = [];
  let tag = "p";
  let at = 0;
  let isHidden = false;
  const flush = (next: string) => {
    const text = plainText(parts.join("")).trim();
    if (text !== "") blocks.push({ tag, text });
    parts = [];
    tag = next;
  };
  for (const { name, isClosing, start, end } of tagsOf(storage)) {
    if (!isHidden) parts.push(storage.slice(at, start));
    at = end;
    if (HIDDEN.test(name)) isHidden = !isClosing;
    else if (BLOCK.test(name)) flush(!isClosing && /^h[1-6]$/.test(name) ? name : "p");
  }
  parts.push(storage.slice(at));
  flush("p");
  return blocks;
}

const characters: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  nbsp: " ",
  apos: "'",
};

const plainText = (text: string): string =>
  text
    .replace(/<!\[CDATA\[|\]\]>/g, "")
    .replace(/&(amp|lt|gt|quot|nbsp|apos);/g, (_, name: string) => characters[name]!);
