// The panel alone on a page of the site, and what takes its steps. `SETTING` is the knowledge base's.
const setting = SETTING;
const { learn } = await import('kbgen/elements/words.js');
learn((await import('kbgen/data/workspace-strings.js')).default);
const { TakeIn } = await import('kbgen/elements/take-in.js');
const page = {
  taken: null,
  press: (words) => {
    const shown = [...document.querySelectorAll('.take-in button')].filter((node) => node.checkVisibility());
    const found = shown.find((node) => node.textContent.trim().startsWith(words));
    if (!found) throw new Error(`no button ${words}: ${shown.map((node) => node.textContent)}`);
    found.click();
  },
  paste: (text) => {
    const area = document.querySelector('#take-in-table');
    area.value = text;
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  },
  put: (node, value) => {
    if (node.type === 'checkbox' || node.type === 'radio') node.checked = value;
    else node.value = value;
    for (const type of ['input', 'change']) node.dispatchEvent(new Event(type, { bubbles: true }));
  },
  row: (line) => document.querySelector(`#take-in-${line}`).closest('li'),
  holds: () => [...document.querySelectorAll('.take-in-match select')].map((select) => select.value),
  rows: (text) => {
    page.paste(text);
    page.press('Look at the columns');
    page.press('Look at the rows');
  },
};
page.panel = new TakeIn({ ...setting, known: () => setting.known, onTake: (rows) => { page.taken = rows; } });
const opener = document.createElement('button');
opener.textContent = 'Bring in a table';
opener.className = 'button';
opener.addEventListener('click', () => page.panel.open());
document.querySelector('kbgen-draft').replaceWith(opener, page.panel.node);
opener.focus();
opener.click();
window.page = page;
