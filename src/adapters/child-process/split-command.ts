/**
 * The words of a command as a shell would see them, or null where only a shell can tell:
 * pipes, variables, patterns, several commands, an assignment in front, an open quote.
 */
export function splitCommand(command: string): readonly string[] | null {
  const words: string[] = [];
  let rest = command.trim();
  while (rest !== "") {
    const word = /^(?:[^\s'"\\|&;<>()$`*?[\]{}~#!]|'[^']*'|"[^"$`\\!]*"|\\[^\n])+/.exec(rest)?.[0];
    if (word === undefined || !/^(\s|$)/.test(rest.slice(word.length))) return null;
    words.push(word.replace(/'([^']*)'|"([^"]*)"|\\(.)/g, "$1$2$3"));
    rest = rest.slice(word.length).trimStart();
  }
  return words.length === 0 || /^\w+=/.test(words[0]!) ? null : words;
}
