/**
 * Makes an element. What is a property of it is set as one, anything else as an attribute; texts stay texts.
 * @param {string} tag
 * @param {object} [properties]
 * @param {...(Node|string|null|undefined|false)} children
 * @returns {HTMLElement}
 */
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name in node) node[name] = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child || child === ''));
  return node;
}

/** A push button. @param {string} text @param {string} className @param {() => void} onClick */
export function button(text, className, onClick) {
  const node = make('button', { type: 'button', className }, text);
  node.addEventListener('click', onClick);
  return node;
}

/** Sets a text only where it differs, since every change is told to whoever listens. @param {Node} node */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

let isPressed = false;
for (const type of ['pointerdown', 'pointerup', 'pointercancel']) {
  addEventListener(type, () => { isPressed = type === 'pointerdown'; }, true);
}

/** Waits for the end of a press: what moves under the pointer on its way from down to up is not clicked. */
export function afterPress(action) {
  if (isPressed) addEventListener('pointerup', () => setTimeout(action), { once: true });
  else setTimeout(action);
}
