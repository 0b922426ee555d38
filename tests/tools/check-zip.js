// Reads the zip file in a file, checks its sums, and prints the names and texts of its entries.
"use strict";

const JSZip = require("jszip");

const main = async () => {
  const zip = await JSZip.loadAsync(require("node:fs").readFileSync(process.argv[2]), { checkCRC32: true });
  const files = Object.values(zip.files).filter((file) => !file.dir);
  const entries = await Promise.all(files.map(async (file) => [file.name, await file.async("string")]));
  console.log(JSON.stringify(entries));
};

main();
