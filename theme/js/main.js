// Starts the elements that stand on the page: `<kbgen-NAME>` is in `elements/NAME.js`. Opens the search when it is asked for,
// and loads nothing of it before. This is no module, since browsers load none from a disk.
{
  const { root, search } = document.currentScript.dataset;
  const isDisk = location.protocol === 'file:';
  const names = new Set(Array.from(document.body.querySelectorAll('*'), (node) => node.localName)
    .filter((name) => name.startsWith('kbgen-')));
  for (const name of isDisk ? [] : names) import(`kbgen/elements/${name.slice('kbgen-'.length)}.js`);

  /** Runs a script of the site and gives the value that it leaves in its element. */
  const load = (path) => new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = root + path;
    script.onload = () => {
      script.remove();
      done(script.data);
    };
    script.onerror = () => {
      script.remove();
      failed(new Error(path));
    };
    document.head.append(script);
  });

  let started = null;
  const start = () => {
    started ??= Promise.all([load(search), load('search/head.js')])
      .then(([script, head]) => script.start({ root, head, load }));
    started.catch(() => { started = null; });
    return started;
  };
  const here = document.querySelector('[data-search-here]');
  const open = () => start().then((it) => (here ? it.mount(here) : it.open()))
    .catch(() => { if (!here) location.href = `${root}search/${isDisk ? 'index.html' : ''}`; });

  if (search) {
    if (here) open();
    addEventListener('keydown', (event) => {
      const { key, target, ctrlKey, metaKey, altKey } = event;
      const isTyping = target.closest?.('input, textarea, select, [contenteditable]');
      const isSlash = key === '/' && !ctrlKey && !metaKey && !altKey && !isTyping;
      const isCommand = (ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'k';
      if (!(isSlash || isCommand) || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      open();
    });
    addEventListener('click', (event) => {
      const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
      if (!isPlain || event.defaultPrevented || !event.target.closest?.('.search-link')) return;
      event.preventDefault();
      open();
    });
  }

  // A server gives a folder's page for the folder; a disk gives a list of its files.
  const lead = (event) => {
    const link = event.target.closest?.('a[href]');
    if (link?.protocol === 'file:' && link.pathname.endsWith('/')) link.pathname += 'index.html';
  };
  if (isDisk) for (const type of ['click', 'auxclick']) addEventListener(type, lead, true);
}
