// Looks at every view and returns what a reader sees there: words, and what the fields hold.
const VIEWS = [/* views */];

const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
const workspace = document.querySelector('kbgen-workspace');
const look = () => {
  const fields = [...workspace.querySelectorAll('input, select, textarea')].filter((node) => node.checkVisibility());
  return { words: workspace.querySelector('.ws-body').innerText, fields: fields.map((node) => (node.type === 'checkbox' || node.type === 'radio' ? node.checked : node.value)) };
};

return (async () => {
  const seen = {};
  for (const view of VIEWS) {
    location.hash = view;
    let last = '';
    // What scripts bring later settles after some frames.
    for (let same = 0, left = 400; same < 12 && left; left--) {
      await frame();
      const isThere = workspace.dataset.view === view.split('/')[0] && !workspace.querySelector('kbgen-form:not([ready])');
      const now = JSON.stringify(look());
      same = isThere && now === last ? same + 1 : 0;
      last = now;
    }
    seen[view] = JSON.parse(last);
  }
  return seen;
})();
