/** What is nested deeper was not written by hand, and would exhaust the stack of code that walks it. */
const DEEPEST = 200;

export class NestedTooDeep extends SyntaxError {
  constructor(deepest: number) {
    super(`is nested deeper than ${deepest} levels`);
  }
}

/**
 * JSON from outside. The depth is counted before any value exists.
 * @throws SyntaxError for what is no JSON, NestedTooDeep for lists and maps of more than `deepest` levels
 */
export function parseJson(text: string, deepest = DEEPEST): unknown {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (isInText) {
      if (character === BACKSLASH) at++;
      else if (character === QUOTE) isInText = false;
    } else if (character === QUOTE) isInText = true;
    else if (character === OPEN_LIST || character === OPEN_MAP) {
      if (++depth > deepest) throw new NestedTooDeep(deepest);
    } else if (character === CLOSE_LIST || character === CLOSE_MAP) depth--;
  }
  return JSON.parse(text);
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [0x5b, 0x5d, 0x7b, 0x7d];
