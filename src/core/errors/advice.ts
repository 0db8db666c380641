/** How each door translates one code: the exit code of the command line, the status over HTTP. */
export interface Advice {
  readonly exit: ExitCode;
  readonly status: number;
  readonly meaning: string;
  readonly hint: string;
}

/** 0 met · 1 missed or problems found · 2 wrong use · 3 insufficient · 4 invalid run · 5 refused by a safety rule · 70 our fault. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 70;
