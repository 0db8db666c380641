import { describe, expect, test } from "vitest";
import { splitCommand } from "./split-command.ts";

describe("a command is split into words without a shell", () => {
  test.for<[string, readonly string[]]>([
    ["node app.js", ["node", "app.js"]],
    ["  node   app.js\t--port 3 ", ["node", "app.js", "--port", "3"]],
    ["node 'my app.js'", ["node", "my app.js"]],
    ['java -jar "a b.jar"', ["java", "-jar", "a b.jar"]],
    ["node my\\ app.js", ["node", "my app.js"]],
    ["run --name='a'\"b\"c", ["run", "--name=abc"]],
    ["run '' ''", ["run", "", ""]],
    ["node '$HOME; rm'", ["node", "$HOME; rm"]],
  ])("%s", ([command, words]) => expect(splitCommand(command)).toEqual(words));
});

describe("what only a shell understands is left to a shell", () => {
  test.for([
    "cd app && node app.js",
    "node app.js | tee log",
    "node app.js > log",
    "node $FILE",
    'node "$FILE"',
    "node *.js",
    "node ~/app.js",
    "PORT=3 node app.js",
    "node `which app`",
    "node 'open",
    "",
  ])("%s", (command) => expect(splitCommand(command)).toBeNull());
});
