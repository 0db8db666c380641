const LISTENING = /^Debugger listening on (ws:\/\/127\.0\.0\.1:\d+\/[\w-]+)\r?\n/gm;

/** Finds the inspectors that Node processes announce in what they print, though it comes in pieces. */
export function inspectorAddresses(): {
  readonly add: (chunk: string) => void;
  readonly found: ReadonlySet<string>;
} {
  const found = new Set<string>();
  let open = "";
  return {
    found,
    add(chunk) {
      const text = open + chunk;
      for (const [, url] of text.matchAll(LISTENING)) found.add(url!);
      open = text.slice(text.lastIndexOf("\n") + 1).slice(-200);
    },
  };
}
