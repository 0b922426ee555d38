// Reads the message in a file and prints what a mail program would take from it.
"use strict";

const { simpleParser } = require("mailparser");

const addresses = (field) => (field ? field.value.map(({ name, address }) => ({ name, address })) : []);

simpleParser(require("node:fs").readFileSync(process.argv[2])).then((mail) => {
  const result = {
    headers: [...mail.headers.keys()],
    unsent: mail.headers.get("x-unsent"),
    from: addresses(mail.from),
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments.length,
  };
  console.log(JSON.stringify(result));
});
