/** Colours for what a person looks at; each is the identity where colour is not wanted. */
export interface Paint {
  readonly bold: Brush;
  readonly faint: Brush;
  readonly red: Brush;
  readonly amber: Brush;
  readonly green: Brush;
  readonly blue: Brush;
}

type Brush = (text: string) => string;

/** Source of the numbers: ECMA-48 "Select Graphic Rendition". */
export function paint(isColoured: boolean): Paint {
  const brush =
    (on: number, off: number): Brush =>
    (text) =>
      isColoured ? `\x1b[${on}m${text}\x1b[${off}m` : text;
  return {
    bold: brush(1, 22),
    faint: brush(2, 22),
    red: brush(31, 39),
    amber: brush(33, 39),
    green: brush(32, 39),
    blue: brush(34, 39),
  };
}

/** Colour is for terminals that can and people who did not say no (no-color.org). */
export function mayColour(
  args: readonly string[],
  terminal: {
    readonly isTty: boolean;
    readonly env: Readonly<Record<string, string | undefined>>;
  },
): boolean {
  const refused = args.includes("--no-color") || Boolean(terminal.env.NO_COLOR);
  return terminal.isTty && !refused && terminal.env.TERM !== "dumb";
}
