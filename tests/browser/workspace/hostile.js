// Puts values into every place of a notebook that a file can fill, brings it in as a file, and returns what is wrong in each view.
const VALUES = [/* values */].map((entry) => (Array.isArray(entry) ? entry[0].repeat(Math.min(entry[1], 2_000)) : entry));
const IDS = ['a/b', '50%', 'constructor', 'toString', '#week', '<b>x</b>', '', ' ', 'write/a/b', '\u202Eid', '"', 'hasOwnProperty'];
const INSERTED = 'script, style, link, meta, base, img, iframe, frame, object, embed, video, audio, template, math, svg, marquee, plaintext, xmp, noscript';

const workspace = document.querySelector('kbgen-workspace');
const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
const ids = VALUES.map((_, at) => IDS[at] ?? `n${at}`);

/** A notebook in which every text is one of the values. */
const notebook = () => {
  const table = (names, value) => Object.fromEntries(names.map((name) => [name, value]));
  const { parameters, templates } = workspace.desk.data;
  const typed = (scope, value) => Object.fromEntries(parameters.filter((one) => one.scope === scope)
    .map(({ name, type }) => [name, type === 'list' ? [value, value] : value]));
  const book = { version: 2, you: typed('you', VALUES[0]), target: typed('target', VALUES[0]), messages: {}, targets: {}, drafts: {}, log: {} };
  VALUES.forEach((value, at) => {
    const id = ids[at];
    book.targets[id] = { values: typed('target', value), notes: value, people: { p1: table(['recipient_name', 'recipient_role'], value) } };
    book.drafts[id] = { [templates[at % templates.length].id]: typed('message', value), [value]: { [value]: value } };
    book.log[`l${at}`] = { target: id, template: at % 2 ? value : templates[at % templates.length].id, date: '2026-11-20', note: value };
    book.log[`m${at}`] = { target: value, template: value, date: '2026-11-20' };
  });
  // Read from a text, this is a member like others.
  return JSON.stringify(book).replace('"targets":{', '"targets":{"__proto__":{"values":{"polluted":"yes"}},')
    .replace('"you":{', '"__proto__":{"polluted":"yes"},"you":{"__proto__":"x","constructor":"x",');
};

const faultsIn = (place) => {
  const faults = [];
  for (const node of workspace.querySelectorAll(INSERTED)) faults.push(`<${node.localName}> ${node.outerHTML.slice(0, 60)}`);
  for (const node of workspace.querySelectorAll('*')) {
    for (const { name, value } of node.attributes) {
      if (/^on|^(style|srcdoc|formaction|ping|background)$/i.test(name)) faults.push(`${node.localName} ${name}=${value}`);
      if (!['href', 'src', 'action', 'data', 'xlink:href'].includes(name)) continue;
      const url = new URL(value, document.baseURI);
      const isMail = url.protocol === 'mailto:' || ['https://mail.google.com', 'https://outlook.office.com'].includes(url.origin);
      if (url.origin !== location.origin && !isMail) faults.push(`${name}=${value}`);
    }
  }
  if ({}.polluted !== undefined || window.called.length) faults.push(`something ran: ${window.called}`);
  if (document.title !== window.firstTitle) faults.push(`title ${document.title}`);
  if (!workspace.querySelector('.ws-view h2')?.checkVisibility()) faults.push('no view');
  return faults.map((fault) => `${place}: ${fault}`.toWellFormed());
};

const go = async (hash, name) => {
  location.hash = hash;
  for (let left = 400; left; left--) {
    await frame();
    if (workspace.dataset.view === name && !workspace.querySelector('kbgen-form:not([ready])')) break;
  }
  await frame();
  await frame();
};

const bring = async (text) => {
  await go('files', 'files');
  const input = document.querySelector('#ws-import');
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], 'copy.json', { type: 'application/json' }));
  input.files = transfer.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  for (let left = 200; left; left--) {
    await frame();
    const yes = document.querySelector('.ws-import button');
    if (yes) yes.click();
    if (Object.keys(workspace.store.notebook.targets).length === VALUES.length) break;
  }
};

/** Presses the button with these words; what it would save stays here. */
const saved = async (words) => {
  const files = [];
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  URL.createObjectURL = (blob) => files.push(blob) && '#';
  HTMLAnchorElement.prototype.click = () => {};
  [...document.querySelectorAll('.ws-files button')].find((node) => node.textContent === words).click();
  for (let left = 2000; !files.length && left; left--) await new Promise((done) => setTimeout(done, 10));
  Object.assign(URL, { createObjectURL });
  HTMLAnchorElement.prototype.click = click;
  const reader = new FileReader();
  return new Promise((done) => {
    reader.onload = () => done(reader.result.split(',')[1] ?? '');
    reader.readAsDataURL(files[0]);
  });
};

return (async () => {
  window.called = [];
  window.firstTitle ??= document.title;
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => window.called.push(name);
  const faults = [];
  const text = notebook();
  await bring(text);
  const { store } = workspace;
  if (Object.keys(store.notebook.targets).length !== VALUES.length) faults.push(`not taken: ${document.querySelector('.ws-import').textContent.slice(0, 200)}`);
  for (const view of ['week', 'targets', 'you', 'sent', 'overview', 'files', 'start']) {
    await go(view, view);
    faults.push(...faultsIn(view));
    if (view === 'targets' && workspace.querySelectorAll('tbody tr').length !== VALUES.length) faults.push('rows are missing');
  }
  for (const [at, id] of ids.entries()) {
    if (at % 3) continue;
    await go(`target/${encodeURIComponent(id)}`, 'target');
    const path = `target ${JSON.stringify(VALUES[at].slice(0, 40))}`;
    faults.push(...faultsIn(path));
    // Fields in which a line break can't stand, and dates, hold less.
    if (document.querySelector('#ws-notes')?.value !== VALUES[at].replace(/\r\n?/g, '\n')) faults.push(`${path}: other notes`.toWellFormed());
    if (at % 9) continue;
    const template = workspace.desk.data.templates[at % workspace.desk.data.templates.length].id;
    await go(`write/${encodeURIComponent(id)}/${template}`, 'write');
    faults.push(...faultsIn(`write ${template} ${JSON.stringify(VALUES[at].slice(0, 40))}`));
    if (!document.querySelector('.letter')) faults.push(`${path}: no letter`);
  }
  // By keys rather than from a file.
  await go('targets', 'targets');
  for (const value of VALUES) {
    const input = workspace.querySelector('tbody th input');
    const filter = workspace.querySelector('#ws-filter');
    for (const node of [input, filter]) {
      node.value = value;
      node.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
    await frame();
    faults.push(...faultsIn(`typed ${JSON.stringify(value.slice(0, 40))}`));
    filter.value = '';
    filter.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  await go('files', 'files');
  const made = { eml: await saved('Save them') };
  document.querySelector('#ws-format-docx').click();
  made.docx = await saved('Save them');
  made.ics = workspace.querySelector('.ws-files') && [...document.querySelectorAll('.ws-files button')].some((node) => node.textContent === 'Save the calendar' && !node.hidden)
    ? await saved('Save the calendar') : '';
  const whole = store.notebook;
  made.json = await saved('Save a copy');
  const back = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(made.json), (c) => c.charCodeAt(0))));
  if (JSON.stringify(back) !== JSON.stringify(whole)) faults.push('the copy differs');
  await bring(JSON.stringify(back));
  if (JSON.stringify(store.notebook) !== JSON.stringify(whole)) faults.push('what is brought back differs');
  workspace.desk.forget();
  return { faults, ...made };
})();
