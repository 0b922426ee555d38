// Checks SARIF on standard input against its 2.1.0 schema. Exit code 1 with the errors if it is not valid.
"use strict";

const Ajv = require("ajv");
const schema = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const draft = require("ajv/lib/refs/json-schema-draft-04.json");

const ajv = new Ajv({ schemaId: "auto", allErrors: true, unknownFormats: "ignore" });
ajv.addMetaSchema(draft);
const validate = ajv.compile(schema);
const log = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
if (!validate(log)) {
  console.error(JSON.stringify(validate.errors, null, 2));
  process.exit(1);
}
