import type { Fold } from "../../entries/index.ts";
import type { Known } from "../projection.ts";

/** What is known where nothing has happened but what is given, for every add-on alike. */
export function knownOf(
  ...states: readonly (readonly [Pick<Fold<unknown>, "name">, unknown])[]
): Known {
  const given = new Map(states.map(([{ name }, state]) => [name, state]));
  return {
    seq: 0,
    addons: () => [],
    state: <State>({ name, initial }: Fold<State>) => (given.get(name) ?? initial) as State,
  };
}
