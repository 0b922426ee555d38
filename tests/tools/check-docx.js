// Reads the document in a file and prints its HTML, what the reader found odd, and its content controls.
"use strict";

const mammoth = require("mammoth");
const { DOMParser } = require("@xmldom/xmldom");
const JSZip = require("jszip");

const styleMap = [
  "p[style-name='Title'] => p.title:fresh",
  "p[style-name='Hint'] => p.hint:fresh",
  "p[style-name='Subject Line'] => p.subject:fresh",
  "p[style-name='Checklist Item'] => p.item:fresh",
  "r[style-name='Placeholder Text'] => em",
];

const main = async () => {
  const bytes = require("node:fs").readFileSync(process.argv[2]);
  const { value, messages } = await mammoth.convertToHtml({ buffer: bytes }, { styleMap });
  const zip = await JSZip.loadAsync(bytes, { checkCRC32: true });
  const parse = async (path) => new DOMParser().parseFromString(await zip.file(path).async("string"), "text/xml");
  const document = await parse("word/document.xml");
  const path = "customXml/item1.xml";
  const data = zip.file(path) ? Array.from((await parse(path)).getElementsByTagName("value")) : [];
  const controls = Array.from(document.getElementsByTagName("w:sdt")).flatMap((control) => {
    const binding = control.getElementsByTagName("w:dataBinding")[0];
    if (!binding) return [];
    const place = Number(/\[(\d+)\]$/.exec(binding.getAttribute("w:xpath"))[1]);
    return [
      {
        tag: control.getElementsByTagName("w:tag")[0].getAttribute("w:val"),
        bound: data[place - 1].getAttribute("name"),
        choices: Array.from(control.getElementsByTagName("w:listItem"), (item) => item.getAttribute("w:displayText")),
      },
    ];
  });
  console.log(JSON.stringify({ html: value, messages, controls }));
};

main();
