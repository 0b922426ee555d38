// Milliseconds from an action to the end of the frame that shows what came of it: the median of ROUNDS, by action.
const ROUNDS = /* rounds */;

const workspace = document.querySelector('kbgen-workspace');
const $ = (css) => document.querySelector(css);
const pause = () => new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done)), 60));
/** What is posted in a frame is taken up once it is painted. */
const painted = () => new Promise((done) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => done();
  port2.postMessage(0);
}));

const until = (isDone) => new Promise((done) => {
  if (isDone()) { done(); return; }
  const observer = new MutationObserver(() => {
    if (!isDone()) return;
    observer.disconnect();
    done();
  });
  observer.observe(workspace, { childList: true, subtree: true, attributes: true });
});

const shows = (name) => workspace.dataset.view === name && $('.ws-body').firstChild && !$('kbgen-form:not([ready])');
const type = (node, text) => {
  node.focus();
  node.value = text;
  node.dispatchEvent(new InputEvent('input', { bubbles: true }));
};
const press = (words, around = document) => [...around.querySelectorAll('button')]
  .find((node) => node.checkVisibility() && node.textContent.trim() === words).click();

const times = {};
const take = async (name, action, isDone = () => true) => {
  await pause();
  const start = performance.now();
  action();
  await until(isDone);
  await painted();
  (times[name] ??= []).push(performance.now() - start);
};

/** Goes to a view by way of one that is quickly there. */
const open = async (name, hash) => {
  location.hash = 'start';
  await until(() => shows('start'));
  await take(name, () => { location.hash = hash; }, () => shows(hash.split('/')[0]));
};

return (async () => {
  const { store } = workspace;
  const size = () => Object.keys(store.notebook.targets).length;
  const [id, template] = [Object.keys(store.notebook.targets)[0], 'update-letter'];
  for (let round = 0; round < ROUNDS + 1; round++) {
    // The first round loads what is loaded only once.
    if (round === 1) for (const name of Object.keys(times)) times[name] = [];
    for (const view of ['week', 'targets', 'you', 'sent', 'files', 'overview']) await open(`open ${view}`, view);
    await open('open a target', `target/${id}`);
    await take('type on its page', () => type($('#ws-target-city_state'), `Place ${round}`));
    await take('type a note', () => type($('#ws-notes'), `Note ${round}`));
    $('#ws-notes').blur();
    const mark = $(`.ws-item:has(.ws-do a[href$="/${template}"]) .ws-do button`);
    await take('mark sent on its page', () => { mark.focus(); mark.click(); });
    await take('undo it', () => press('Undo'));
    await open('open writing', `write/${id}/${template}`);
    await take('type in the form', () => type($('[name=headline]'), `News ${round} of weight`));
    await open('(again)', 'targets');
    await take('type in a cell', () => type($('tbody tr:nth-child(3) th input'), `A new name ${round}`));
    await take('choose in a cell', () => type($('tbody tr:nth-child(4) select'), round % 2 ? 'none-stated' : 'no-thank-you'));
    await take('filter', () => type($('#ws-filter'), 'lakeview'));
    await take('end the filter', () => type($('#ws-filter'), ''));
    const before = size();
    await take('add a target', () => press('Add a program'));
    await open('(again)', `target/${Object.keys(store.notebook.targets).at(-1)}`);
    await take('remove a target', () => press('Remove this program'), () => shows('targets'));
    await take('undo the removal', () => press('Undo'));
    if (size() !== before + 1) throw new Error('not added, removed and brought back');
    workspace.desk.remove(Object.keys(store.notebook.targets).at(-1));
    await open('(again)', 'sent');
    const entries = Object.keys(store.notebook.log).length;
    $('#ws-sent-target').value = id;
    $('#ws-sent-template').value = template;
    await take('note in the list', () => $('.ws-log-add [type=submit]').click());
    if (Object.keys(store.notebook.log).length !== entries + 1) throw new Error('not noted');
    await take('take it back', () => press('Undo'));
    await take('remove an entry', () => $('tbody .remove').click());
    await take('bring it back', () => press('Undo'));
  }
  delete times['(again)'];
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, all.sort((a, b) => a - b)[Math.floor(all.length / 2)]]));
})();
