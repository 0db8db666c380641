/** What the host's side counts of the add-on, shared between threads: written there, read here for nothing. */
export interface HostFigures {
  readonly buffer: SharedArrayBuffer;
  /** The add-on's calls to the host so far, how long the host took over them, how many a limit refused. */
  readonly hostCalls: number;
  readonly hostMs: number;
  readonly hostRefusals: number;
  /** As the add-on itself reports it; null while it never did. */
  readonly databaseMs: number | null;
  countCall(tookMs: number, isRefused: boolean): void;
  setDatabaseMs(ms: number): void;
}

const CALLS = 0;
const TOOK_MS = 1;
const REFUSALS = 2;
const DATABASE_MS = 3;
const IS_DATABASE_TOLD = 4;
const SIZE = 5;

export function hostFigures(
  buffer = new SharedArrayBuffer(SIZE * Float64Array.BYTES_PER_ELEMENT),
): HostFigures {
  const figures = new Float64Array(buffer);
  return {
    buffer,
    get hostCalls() {
      return figures[CALLS]!;
    },
    get hostMs() {
      return figures[TOOK_MS]!;
    },
    get hostRefusals() {
      return figures[REFUSALS]!;
    },
    get databaseMs() {
      return figures[IS_DATABASE_TOLD] === 1 ? figures[DATABASE_MS]! : null;
    },
    countCall(tookMs, isRefused) {
      figures[CALLS]! += 1;
      figures[TOOK_MS]! += tookMs;
      if (isRefused) figures[REFUSALS]! += 1;
    },
    setDatabaseMs(ms) {
      figures[DATABASE_MS] = ms;
      figures[IS_DATABASE_TOLD] = 1;
    },
  };
}
