/** What intake did not take, or does not read: a fault of a sender that its vendor should hear of. */
export interface IntakeNotice {
  readonly kind:
    | "key-refused"
    /** Nothing of a request was taken in. */
    | "request-refused"
    | "points-refused"
    /** Several add-ons are watched, and the sender's resource names none of them. */
    | "addon-not-named"
    /** Acknowledged, but nothing here reads it. */
    | "metric-not-read"
    /** Acknowledged, but counted already in another form. */
    | "counted-elsewhere"
    /** Counted, but not all that it says. */
    | "counted-in-part";
  /** Says what is wrong, as a clause about one request, point or metric. */
  readonly reason: string;
  /** The sender's `service.name`; "" where it tells none, or was not let in. */
  readonly service: string;
  /** The address that it sent from; "" where that is not known. */
  readonly address: string;
  /** How many points, or requests where none was looked at. */
  readonly count: number;
}

/** Called with each notice as it comes, every time: repeats are left out where they are shown. */
export type OnIntakeNotice = (notice: IntakeNotice) => void;

/** What the points of one request give notice of; it does not know who sent it. */
export type PointNotice = Omit<IntakeNotice, "address">;

/** A sender whose every point is wrong in another way is not worth more memory. */
const MOST_NOTICES = 50;

/** Gathers notices: equal ones add up. */
export class PointNotices {
  readonly #gathered = new Map<string, PointNotice>();

  /** Reason and service may hold whatever a sender wrote. */
  add({ kind, count, ...rest }: PointNotice): void {
    const notice = { kind, reason: shown(rest.reason), service: shown(rest.service), count };
    const isTooMany = this.#gathered.size >= MOST_NOTICES && !this.#gathered.has(keyOf(notice));
    const kept = isTooMany ? { ...notice, service: "", reason: "other reasons" } : notice;
    const before = this.#gathered.get(keyOf(kept))?.count ?? 0;
    this.#gathered.set(keyOf(kept), { ...kept, count: before + count });
  }

  list(): PointNotice[] {
    return [...this.#gathered.values()];
  }
}

const keyOf = ({ kind, service, reason }: PointNotice): string =>
  JSON.stringify([kind, service, reason]);

const MOST_CHARACTERS = 300;

/** As one line of a terminal may show it. */
const shown = (text: string): string =>
  text.slice(0, MOST_CHARACTERS).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
