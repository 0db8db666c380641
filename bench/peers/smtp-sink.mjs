import { SMTPServer } from "smtp-server";

/** A real SMTP server in a process of its own, that takes all mail and counts it; says its port, and at the end its count. */
let mails = 0;
const seen = new Set();
let doubles = 0;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  logger: false,
  onData(stream, session, done) {
    stream.on("end", () => {
      mails++;
      const to = session.envelope.rcptTo[0].address;
      if (seen.has(to)) doubles++;
      seen.add(to);
      done();
    });
    stream.resume();
  },
});
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => process.send({ port: server.server.address().port }));
process.on("message", () => process.send({ mails, doubles }));
