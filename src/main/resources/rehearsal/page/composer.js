// The line one types in: commands are offered as one types, and the arrow keys bring back what was typed before.
import { el } from './mrkdwn.js';

const COMMAND = '/pipeline-lock';
let commands = [];
fetch('commands.json').then(answer => answer.json()).then(known => { commands = known; });

const historyOf = user => JSON.parse(sessionStorage.getItem(`typed/${user}`) ?? '[]');

/** Keeps what somebody typed, the newest last. */
export function remembers(user, text) {
  sessionStorage.setItem(`typed/${user}`, JSON.stringify([...historyOf(user).filter(it => it !== text), text].slice(-50)));
}

/** What fits to the text so far; nothing where it is no command. */
function fitting(text) {
  if (!text.startsWith('/')) return [];
  if (!text.startsWith(`${COMMAND} `)) return COMMAND.startsWith(text) ? commands : [];
  const words = text.slice(COMMAND.length).trimStart();
  const word = words.split(' ')[0];
  return commands.filter(it => (words.includes(' ') ? it.name === word : it.name.startsWith(word)));
}

/** Offers commands in `list` for what is typed in `input`. */
export function completes(input, list, user) {
  let chosen = -1;
  let back = 0;

  const close = () => { list.hidden = true; chosen = -1; input.setAttribute('aria-expanded', 'false'); input.removeAttribute('aria-activedescendant'); };
  const take = it => {
    const example = it.usage.split(' ')[1] ?? '';
    input.value = `${COMMAND} ${it.name} ${/^(?:[a-z]+\d+)$/.test(example) ? `${example} ` : ''}`;
    input.focus();
    offer();
  };
  const choose = at => {
    chosen = at;
    [...list.children].forEach((node, index) => node.setAttribute('aria-selected', String(index === at)));
    list.children[at]?.scrollIntoView({ block: 'nearest' });
    if (at >= 0) input.setAttribute('aria-activedescendant', list.children[at].id);
  };
  const offer = () => {
    const fit = fitting(input.value);
    if (!fit.length) { close(); return; }
    list.replaceChildren(...fit.map((it, at) => {
      const node = el('li', { id: `offer-${at}`, role: 'option', 'aria-selected': 'false' }, el('code', {}, `${COMMAND} ${it.usage}`), el('span', {}, it.purpose));
      node.addEventListener('mousedown', event => { event.preventDefault(); take(it); });
      return node;
    }));
    list.hidden = false;
    chosen = -1;
    input.setAttribute('aria-expanded', 'true');
  };
  const recall = step => {
    const typed = historyOf(user());
    back = Math.min(Math.max(back + step, 0), typed.length);
    input.value = back ? typed[typed.length - back] : '';
    close();
  };

  input.addEventListener('input', () => { back = 0; offer(); });
  input.addEventListener('blur', close);
  input.form.addEventListener('submit', () => { back = 0; close(); });
  input.addEventListener('keydown', event => {
    const open = !list.hidden;
    const fit = open ? fitting(input.value) : [];
    const keys = {
      ArrowDown: () => (open ? choose((chosen + 1) % fit.length) : back > 0 && recall(-1)),
      ArrowUp: () => (open ? choose(chosen <= 0 ? fit.length - 1 : chosen - 1) : (back > 0 || !input.value) && recall(1)),
      Escape: () => open && close(),
      Tab: () => open && fit.length && take(fit[Math.max(chosen, 0)]),
      Enter: () => open && chosen >= 0 && take(fit[chosen]),
    };
    if (!keys[event.key] || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    if (keys[event.key]() !== false) event.preventDefault();
  });
}
