/** The search of the site, started by `main.js` when it is first asked for. */

import { make } from 'kbgen/elements/dom.js';
import { Index } from 'kbgen/search/find.js';
import { Panel } from 'kbgen/search/panel.js';

/**
 * @param {{ root: string, head: object, load: (path: string) => Promise<unknown> }} site
 * @returns {{ open: () => void, mount: (place: Element) => void }} in a dialog, or in a page
 */
export function start({ root, head, load }) {
  const index = new Index(head, load);
  const options = { index, root, isDisk: location.protocol === 'file:' };
  let dialog = null;
  let mounted = null;
  return {
    open() {
      dialog ??= dialogOf(options);
      dialog.showModal();
      dialog.panel.focus();
    },
    mount(place) {
      if (!mounted) {
        mounted = new Panel({ ...options, isPage: true });
        place.replaceChildren(mounted.element);
        const asked = new URLSearchParams(location.hash.slice(1)).get('q');
        if (asked) mounted.ask(asked);
      }
      mounted.focus();
    },
  };
}

function dialogOf(options) {
  const { strings } = options.index.head;
  const dialog = make('dialog', { className: 'search-dialog', 'aria-label': strings.title });
  const close = make('button', { type: 'button', className: 'search-close', 'aria-label': strings.close });
  close.addEventListener('click', () => dialog.close());
  const panel = new Panel({ ...options, close, onLeave: () => dialog.close() });
  dialog.append(panel.element);
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  return Object.assign(dialog, { panel });
}
