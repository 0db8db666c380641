/** `3.2 kB`, `128 MB`: decimal units in two digits or more. */
export function sizeWords(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let [amount, at] = [bytes, 0];
  while (amount >= 1000 && at < units.length - 1) {
    amount /= 1000;
    at++;
  }
  return `${amount < 10 && at > 0 ? amount.toFixed(1) : Math.round(amount)} ${units[at]}`;
}
