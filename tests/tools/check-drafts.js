// Reads the messages in a JSON list and prints what a mail program would take from each.
"use strict";

const { simpleParser } = require("mailparser");

const addresses = (field) => (field ? field.value.map(({ name, address }) => ({ name, address })) : []);

const read = async (text) => {
  const mail = await simpleParser(text);
  return {
    headers: [...mail.headers.keys()],
    from: addresses(mail.from),
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    subject: mail.subject,
    text: mail.text,
    attachments: mail.attachments.length,
  };
};

const drafts = JSON.parse(require("node:fs").readFileSync(process.argv[2], "utf8"));
Promise.all(drafts.map(read)).then((mails) => console.log(JSON.stringify(mails)));
