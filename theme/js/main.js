// Starts the elements that stand on the page: `<kbgen-NAME>` is in `elements/NAME.js`.
const names = new Set(Array.from(document.body.querySelectorAll('*'), (node) => node.localName)
  .filter((name) => name.startsWith('kbgen-')));
for (const name of names) import(`kbgen/elements/${name.slice('kbgen-'.length)}.js`);
