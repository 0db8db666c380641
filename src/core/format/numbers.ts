/**
 * Numbers as people read them. A figure that is cut short is cut to its own disadvantage: shares
 * down, durations up, so that no rounding turns a missed promise into a kept one.
 */

/** Guards a decimal cut against the last bit of a float: 0.999 × 100 is 99.9, not 99.89999. */
export const FLOAT_SLACK = 1e-9;

/** `99.96 %`; `100 %` only when it is. */
export function percent(share: number, decimals = 2): string {
  if (share === 1 || share === 0) return `${share * 100} %`;
  const scale = 10 ** decimals;
  return `${(Math.floor(share * 100 * scale + FLOAT_SLACK * scale) / scale).toFixed(decimals)} %`;
}

/** A measured share beside its target, with as many decimals as it takes to see which is greater. */
export const percentBeside = (share: number, target: number): string =>
  percent(share, decimalsBeside(target));

function decimalsBeside(target: number): number {
  const decimals = exactPercent(target).split(".")[1]?.length ?? 0;
  return Math.max(2, decimals - 2);
}

/**
 * A share that somebody wrote, such as a promised one, with all its decimals: `99.9 %`, `95 %`.
 * Nine hide the last bit of binary fractions.
 */
export const exactPercent = (share: number): string => `${Number((share * 100).toFixed(9))} %`;

/** Where the nearest figure is meant and no promise is judged by it: `61 %`. */
export const roundedPercent = (share: number, decimals = 0): string =>
  `${Number((share * 100).toFixed(decimals))} %`;

/** Both ends of a figure that is only known to lie between them; the unit is on the second. */
export interface Ends {
  readonly low: string;
  readonly high: string;
}

/** `between 17 and 100 %`; the figure alone where both ends read the same. */
export const between = ({ low, high }: Ends): string =>
  low === high ? high : `between ${low} and ${high}`;

/** `17–100 %` */
export const span = ({ low, high }: Ends): string => (low === high ? high : `${low}–${high}`);

/** Both ends cut outwards; in whole percents where they are ten or more apart. */
export function percentBetween(low: number, high: number, target: number): Ends {
  const decimals = high - low >= 0.1 ? 0 : decimalsBeside(target);
  const least = percent(low, decimals);
  const most = high === low ? least : raisedPercent(high, decimals);
  return least === most
    ? { low: least, high: least }
    : { low: least.replace(" %", ""), high: most };
}

function raisedPercent(share: number, decimals: number): string {
  const scale = 10 ** decimals;
  const raised = Math.ceil(share * 100 * scale - FLOAT_SLACK * scale) / scale;
  return raised >= 100 ? "100 %" : `${raised.toFixed(decimals)} %`;
}

const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** `12,340` */
export const count = (n: number): string => WHOLE.format(n);

/** `1 minute`, `12,340 minutes`, `2 entries` */
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${count(n)} ${n === 1 ? one : many}`;

const LIST = new Intl.ListFormat("en-GB");

/** `CPU, memory and disk` */
export const list = (names: readonly string[]): string => LIST.format(names);
