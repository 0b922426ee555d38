// Puts values into every field of the page and returns what is wrong afterwards; of a form, what it made of each as well.
const VALUES = [/* values */];
const IS_FORM = Boolean(document.querySelector('kbgen-form'));
const SELECTOR = 'input:not([type=radio], [type=checkbox]), textarea';
const GROWING = 'html, head, head *, body, script, link, style, meta, base, img, svg, svg *, iframe, frame, object, embed, form, video, audio,'
  + ' template, math, math *, table, table *, input:not(.row *), select, noscript, kbgen-form, kbgen-draft';
const OUTSIDE = ['mailto:', 'https://mail.google.com/mail/?', 'https://outlook.office.com/mail/deeplink/compose?'];

const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
const wholeOf = (css) => [...document.querySelectorAll(css)].map((node) => node.outerHTML.slice(0, 60)).join('\n');
const folded = (text) => text.replace(/[\p{White_Space}\p{Cc}\p{Cf}\p{Cs}\uFFFD]+/gu, '');

const put = async (value, isHuge) => {
  const all = [...document.querySelectorAll(SELECTOR)];
  // What is huge everywhere tells no more than what is huge in two fields.
  const some = isHuge ? all.filter((node) => /^(f-program_reason|f-applicant_name|draft-body|draft-subject)$/.test(node.id)) : all;
  for (const node of some) {
    node.value = value;
    node.dispatchEvent(new InputEvent('input', { bubbles: true }));
    node.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
  }
  await frame();
  await frame();
};

const faultsOf = (value, before) => {
  const faults = [];
  if (wholeOf(GROWING) !== before.whole) faults.push('elements came or went');
  if (document.title !== before.title || location.href !== before.address) faults.push('another title or address');
  if ({}.polluted !== undefined || window.called.length) faults.push(`something ran: ${window.called}`);
  for (const node of document.querySelectorAll(':is(kbgen-form, kbgen-draft), :is(kbgen-form, kbgen-draft) *')) {
    for (const { name, value } of node.attributes) {
      if (/^on|^(style|srcdoc|formaction|ping|background)$/i.test(name) && !before.styled.has(node)) faults.push(`${node.localName} ${name}`);
      if (!['href', 'src', 'action', 'data', 'xlink:href'].includes(name) || OUTSIDE.some((start) => value.startsWith(start))) continue;
      if (!value.startsWith('data:') && new URL(value, document.baseURI).origin !== location.origin) faults.push(`${name} ${value}`);
    }
  }
  const field = document.querySelector('#f-program_reason');
  if (field && !field.closest('.wrong') && !folded(document.querySelector('.letter').textContent).includes(folded(field.value))) {
    faults.push('the letter does not hold it');
  }
  return faults.map((fault) => `${JSON.stringify(String(value).slice(0, 60))}: ${fault}`.toWellFormed());
};

/** Takes the message along in each way; the bytes stay here. */
const take = async () => {
  const files = [];
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  URL.createObjectURL = (blob) => files.push(blob) && '#';
  HTMLAnchorElement.prototype.click = () => {};
  const ways = [...document.querySelectorAll('.ways:last-of-type button.way')];
  for (const way of ways) way.click();
  for (let left = 400; files.length < ways.length && left; left--) await new Promise((done) => setTimeout(done, 5));
  Object.assign(URL, { createObjectURL });
  HTMLAnchorElement.prototype.click = click;
  const encoded = await Promise.all(files.map((file) => new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done([file.type, reader.result.split(',')[1] ?? '']);
    reader.readAsDataURL(file);
  })));
  const links = [...document.querySelectorAll('.take-away a.way')].filter((node) => !node.hidden).map((node) => node.href);
  return { files: encoded, links };
};

const agree = async () => {
  if (!document.querySelector('.consent').checkVisibility()) return;
  const box = document.querySelector('#agree');
  if (!box.checked) box.click();
  document.querySelector('.consent > button').click();
  await frame();
};

return (async () => {
  window.called ??= [];
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => window.called.push(name);
  const before = window.before ??= {
    whole: wholeOf(GROWING), title: document.title, address: location.href, styled: new Set(document.querySelectorAll('[style]')) };
  const faults = [];
  const taken = [];
  let slowest = [0, ''];
  for (const entry of VALUES) {
    const isHuge = Array.isArray(entry);
    const value = isHuge ? entry[0].repeat(entry[1]) : entry;
    const start = performance.now();
    await put(value, isHuge);
    if (IS_FORM) {
      await agree();
      const made = await take();
      if (made.files.length !== 4) faults.push(`${JSON.stringify(value.slice(0, 60))}: ${made.files.length} files`.toWellFormed());
      taken.push(made);
    }
    const took = performance.now() - start;
    if (took > slowest[0]) slowest = [took, value.slice(0, 20).toWellFormed()];
    faults.push(...faultsOf(value, before));
    if (isHuge) await put('', true);
  }
  return { faults, taken, slowest };
})();
