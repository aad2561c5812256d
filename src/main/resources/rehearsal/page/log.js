// Messages in a list that follows its end, as long as one looks at the end.
import { blocks, withoutBanner } from './blocks.js';
import { el, mrkdwn } from './mrkdwn.js';

const drawn = new Map();
const following = new WeakMap();

const clock = ts => new Date(Number(ts) * 1000).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
export const initials = name => name.split(' ').map(word => word[0]).join('').slice(0, 2);

/** Goes to the end, and stays there until somebody scrolls up. */
export function follow(box) {
  following.set(box, true);
  box.scrollTop = box.scrollHeight;
}

function watch(box) {
  following.set(box, true);
  box.addEventListener('scroll', () => following.set(box, box.scrollHeight - box.scrollTop - box.clientHeight < 80));
  new ResizeObserver(() => { if (following.get(box)) follow(box); }).observe(box);
}

/** Draws items in order of time; what did not change keeps its node, and with it focus and selection. */
export function fill(box, key, items, make) {
  if (!following.has(box)) watch(box);
  const before = drawn.get(box) ?? { key, nodes: new Map() };
  const known = before.key === key ? before.nodes : new Map();
  const next = new Map();
  const atEnd = following.get(box) || before.key !== key;
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.action : null;
  items.sort((a, b) => Number(a.ts) - Number(b.ts)).forEach((item, at) => {
    const mark = JSON.stringify(item);
    const old = known.get(item.ts);
    const node = old?.mark === mark ? old.node : make(item);
    next.set(item.ts, { mark, node });
    if (box.children[at] !== node) box.insertBefore(node, box.children[at] ?? null);
    if (focused && node !== old?.node) node.querySelector(`[data-action="${CSS.escape(focused)}"]`)?.focus();
  });
  while (box.children.length > items.length) box.lastChild.remove();
  drawn.set(box, { key, nodes: next });
  if (atEnd) follow(box);
}

/** Brings a message into view, in the thread where it is in one. */
export function show(ts) {
  const node = document.querySelector(`#thread-log [data-ts="${CSS.escape(ts)}"]`) ?? document.querySelector(`#log [data-ts="${CSS.escape(ts)}"]`);
  if (!node) return;
  node.scrollIntoView({ block: 'center' });
  node.classList.add('sought');
  node.addEventListener('animationend', () => node.classList.remove('sought'), { once: true });
}

export function message(it, doors) {
  const body = it.blocks.length ? blocks(it.blocks, (item, node) => doors.press(it, item, node)) : [el('div', { class: 'b-text' }, ...mrkdwn(withoutBanner(it.text)))];
  const name = it.author ? doors.author(it.author) : 'Pipeline Lock';
  return el('article', { class: it.ephemeral ? 'message ephemeral' : 'message', 'data-ts': it.ts },
    el('span', { class: it.author ? 'avatar' : 'avatar bot', 'aria-hidden': 'true' }, it.author ? initials(name) : 'PL'),
    el('div', { class: 'body' },
      it.ephemeral ? el('p', { class: 'only' }, 'Only visible to you') : null,
      it.pinned ? el('p', { class: 'only pinned' }, 'Pinned') : null,
      el('p', { class: 'who' }, el('b', {}, name), it.author ? null : el('span', { class: 'app-tag' }, 'APP'), el('time', {}, clock(it.ts)), it.edits && !it.blocks.length ? el('span', { class: 'edited' }, '(edited)') : null),
      ...body,
      it.file ? el('details', {}, el('summary', {}, `File: ${it.file.name}`), el('pre', {}, it.file.content)) : null,
      it.reactions.length ? el('p', { class: 'reactions' }, ...it.reactions.map(reaction => el('span', {}, ...mrkdwn(`:${reaction}:`)))) : null,
      it.replies ? threadLink(it, doors) : null),
    it.ephemeral ? null : menu(it, doors));
}

function threadLink(it, doors) {
  const node = el('button', { type: 'button', class: 'thread-link', 'aria-expanded': String(it.chosen) }, `${it.replies} ${it.replies === 1 ? 'reply' : 'replies'}`, el('span', {}, ' View thread'));
  node.addEventListener('click', () => doors.open(it.ts));
  return node;
}

function menu(it, doors) {
  const box = el('details', { class: 'menu' }, el('summary', { 'aria-label': 'More actions' }, '⋯'));
  const entry = (name, chosen) => {
    const node = el('button', { type: 'button' }, name);
    node.addEventListener('click', () => { box.open = false; chosen(); });
    return node;
  };
  box.append(el('div', { class: 'entries' },
    it.thread || it.replies ? null : entry('Reply in thread', () => doors.open(it.ts)),
    entry('React with 📌', () => doors.pin(it)),
    entry('Add to timeline', () => doors.note(it))));
  box.addEventListener('focusout', event => { if (!box.contains(event.relatedTarget)) box.open = false; });
  return box;
}

/** A command that this person typed: Slack shows it to nobody else. */
export function typed(it, name) {
  return el('article', { class: 'message typed' },
    el('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(name)),
    el('div', { class: 'body' }, el('p', { class: 'who' }, el('b', {}, name), el('span', {}, 'typed, seen by you only'), el('time', {}, clock(it.ts))), el('code', {}, it.text)));
}
