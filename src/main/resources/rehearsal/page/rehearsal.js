import { blocks, textOf, withoutBanner } from './blocks.js';
import { el, know, mrkdwn } from './mrkdwn.js';

const $ = id => document.getElementById(id);
const view = { user: localStorage.getItem('as') ?? 'U0ANA', channel: 'C0INCIDENTS', thread: null, closedThreads: new Set(), drawn: new Map(), modal: '', home: '' };
let state = null;

const person = id => state.personas.find(it => it.id === id) ?? { name: id, role: '' };
const clock = ts => new Date(Number(ts) * 1000).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const initials = name => name.split(' ').map(word => word[0]).join('').slice(0, 2);

async function refresh() {
  const query = new URLSearchParams({ user: view.user, channel: view.channel });
  state = await (await fetch(`state?${query}`)).json();
  know(Object.fromEntries(state.personas.map(it => [it.id, it.name])), Object.fromEntries(state.channels.map(it => [it.id, it.name])));
  draw();
}

async function act(body, what) {
  note(`${what} as ${person(view.user).name} …`);
  const answer = await fetch('act', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ user: view.user, ...body }) });
  if (!answer.ok) note(`${what}: ${await answer.text()}`, true);
  else {
    const { status, took } = await answer.json();
    note(status === 0 ? `${what}: no answer within 3 seconds` : `${what} as ${person(view.user).name}: the bot answered ${status} in ${took} ms`, status < 200 || status > 299);
  }
  await refresh();
}

function note(text, bad = false) {
  $('note').textContent = text;
  $('note').classList.toggle('bad', bad);
}

/* ---- drawing ---- */

function draw() {
  $('environment').textContent = state.environment;
  $('speed').textContent = state.speed === 1 ? 'at their own speed' : `×${state.speed} faster`;
  drawPeople();
  drawChannels();
  const roots = state.messages.filter(it => !it.thread);
  const replies = ts => state.messages.filter(it => it.thread === ts);
  pickThread(roots, replies);
  fill($('log'), [...roots.map(it => () => message(it, replies(it.ts).length)), ...state.commands.map(it => () => typed(it))], [...roots, ...state.commands], it => JSON.stringify([it, replies(it.ts ?? '').length, view.thread === it.ts]));
  $('log').classList.toggle('empty', !roots.length && !state.commands.length);
  const root = roots.find(it => it.ts === view.thread);
  $('thread').hidden = !root;
  $('app').classList.toggle('with-thread', Boolean(root));
  if (root) {
    const all = [root, ...replies(root.ts)];
    fill($('thread-log'), all.map(it => () => message(it, 0)), all, it => JSON.stringify(it));
  }
  drawHome();
  drawModal();
}

/** The app's Home tab, as the bot published it for this person. */
function drawHome() {
  const mark = state.home ? `${view.user}/${state.home.json.hash}` : '';
  if (mark === view.home) return;
  view.home = mark;
  $('home-blocks').replaceChildren(...blocks(state.home?.json.blocks ?? [], item => act({ do: 'clickInView', action: item.action_id }, item.text?.text ?? item.action_id)));
}

/** Opens the newest thread by itself, unless it was closed by hand. */
function pickThread(roots, replies) {
  if (view.thread && roots.some(it => it.ts === view.thread)) return;
  const newest = roots.filter(it => replies(it.ts).length && !view.closedThreads.has(it.ts)).at(-1);
  view.thread = newest && matchMedia('(min-width: 62rem)').matches ? newest.ts : null;
}

/** Draws items in order of time; what did not change keeps its node, and with it focus and selection. */
function fill(box, makers, items, mark) {
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  const known = view.drawn.get(box) ?? new Map();
  const next = new Map();
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.action : null;
  const order = items.map((item, at) => ({ item, make: makers[at] })).sort((a, b) => Number(a.item.ts) - Number(b.item.ts));
  order.forEach(({ item, make }, at) => {
    const key = `${view.user}/${item.ts}`;
    const now = mark(item);
    const old = known.get(key);
    const node = old?.mark === now ? old.node : make();
    next.set(key, { mark: now, node });
    if (box.children[at] !== node) box.insertBefore(node, box.children[at] ?? null);
    if (focused && node !== old?.node) node.querySelector(`[data-action="${CSS.escape(focused)}"]`)?.focus();
  });
  while (box.children.length > order.length) box.lastChild.remove();
  view.drawn.set(box, next);
  if (atEnd) box.scrollTop = box.scrollHeight;
}

function message(it, replies) {
  const body = it.blocks.length ? blocks(it.blocks, (item, node) => press(it, item, node)) : [el('div', { class: 'b-text' }, ...mrkdwn(withoutBanner(it.text)))];
  const node = el('article', { class: it.ephemeral || it.direct ? 'message ephemeral' : 'message', 'data-ts': it.ts },
    el('span', { class: 'avatar bot', 'aria-hidden': 'true' }, 'PL'),
    el('div', { class: 'body' },
      it.ephemeral ? el('p', { class: 'only' }, 'Only visible to you') : null,
      it.direct ? el('p', { class: 'only' }, 'Direct message to you') : null,
      it.pinned ? el('p', { class: 'only pinned' }, 'Pinned') : null,
      el('p', { class: 'who' }, el('b', {}, 'Pipeline Lock'), el('span', { class: 'app-tag' }, 'APP'), el('time', {}, clock(it.ts)), it.edits && !it.blocks.length ? el('span', { class: 'edited' }, '(edited)') : null),
      ...body,
      it.file ? file(it.file) : null,
      it.reactions.length ? el('p', { class: 'reactions' }, ...it.reactions.map(name => el('span', {}, ...mrkdwn(`:${name}:`)))) : null,
      replies ? threadLink(it, replies) : null));
  return node;
}

function threadLink(it, replies) {
  const node = el('button', { type: 'button', class: 'thread-link', 'aria-expanded': String(view.thread === it.ts) }, `${replies} ${replies === 1 ? 'reply' : 'replies'}`, el('span', {}, ' View thread'));
  node.addEventListener('click', () => { view.thread = it.ts; view.closedThreads.delete(it.ts); draw(); $('thread-log').focus({ preventScroll: true }); });
  return node;
}

function typed(it) {
  const { name } = person(it.user);
  return el('article', { class: 'message typed' },
    el('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(name)),
    el('div', { class: 'body' }, el('p', { class: 'who' }, el('b', {}, name), el('span', {}, 'typed, seen by you only'), el('time', {}, clock(it.ts))), el('code', {}, it.text)));
}

function file(it) {
  return el('details', {}, el('summary', {}, `File: ${it.name}`), el('pre', {}, it.content));
}

function drawPeople() {
  const box = $('people');
  if (box.querySelectorAll('label').length !== state.personas.length) {
    box.append(...state.personas.map(it => {
      const radio = el('input', { type: 'radio', name: 'persona', value: it.id });
      radio.addEventListener('change', () => become(it.id));
      return el('label', {}, radio, el('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(it.name)), el('span', {}, el('b', {}, it.name), el('small', {}, it.role)));
    }));
  }
  box.querySelectorAll('input').forEach(radio => { radio.checked = radio.value === view.user; });
}

function become(id) {
  view.user = id;
  localStorage.setItem('as', id);
  return refresh();
}

function drawChannels() {
  const pick = $('channel');
  if (!pick.options.length) pick.append(...state.channels.map(it => el('option', { value: it.id }, `#${it.name}`)));
  pick.value = view.channel;
  $('channel-name').textContent = '#' + state.channels.find(it => it.id === view.channel).name;
}

/* ---- pressing, confirming, filling in ---- */

async function press(it, item, node) {
  if (item.confirm && !(await confirmed(item.confirm))) return;
  node.disabled = true;
  await act({ do: 'click', message: it.ts, action: item.action_id }, `“${item.text?.text ?? item.action_id}”`);
  node.disabled = false;
}

function confirmed(dialog) {
  $('confirm-title').replaceChildren(...textOf(dialog.title));
  $('confirm-text').replaceChildren(...textOf(dialog.text));
  $('confirm-yes').textContent = dialog.confirm?.text ?? 'OK';
  $('confirm-deny').textContent = dialog.deny?.text ?? 'Cancel';
  $('confirm-yes').className = dialog.style ?? 'primary';
  $('confirm').returnValue = 'no';
  $('confirm').showModal();
  return new Promise(resolve => $('confirm').addEventListener('close', () => resolve($('confirm').returnValue === 'yes'), { once: true }));
}

function drawModal() {
  const box = $('modal');
  const mark = state.modal ? `${state.modal.id}/${state.modal.json.hash}` : '';
  if (mark !== view.modal) {
    const same = state.modal && view.modal.startsWith(`${state.modal.id}/`);
    view.modal = mark;
    if (state.modal) buildModal(box, state.modal.json, same ? box.querySelector('form') : null);
    else if (box.open) box.close();
  }
  if (!state.modal) return;
  box.querySelectorAll('[data-block]').forEach(input => { input.querySelector('.error').textContent = state.modal.errors[input.dataset.block] ?? ''; });
}

/** What was filled in stays where the bot changes an open form, as in Slack. */
function buildModal(box, json, before) {
  const form = el('form', { method: 'dialog' },
    el('h2', { id: 'modal-title' }, ...textOf(json.title)),
    ...blocks(json.blocks, item => act({ do: 'clickInView', action: item.action_id }, item.text?.text ?? item.action_id)));
  const cancel = el('button', { type: 'button' }, json.close?.text ?? 'Cancel');
  cancel.addEventListener('click', () => act({ do: 'close' }, 'Closed'));
  form.append(el('div', { class: 'sheet-actions' }, cancel, json.submit ? el('button', { type: 'submit', class: 'primary' }, json.submit.text) : null));
  form.addEventListener('submit', event => { event.preventDefault(); act({ do: 'submit', values: valuesOf(form) }, json.submit?.text ?? 'Submit'); });
  if (before) keep(before, form);
  box.replaceChildren(form);
  if (!box.open) box.showModal();
}

function keep(before, form) {
  const focus = before.contains(document.activeElement) ? document.activeElement : null;
  form.querySelectorAll('[data-input]').forEach(input => {
    const old = before.querySelector(`[data-input][name="${CSS.escape(input.name)}"]`);
    if (old) input.value = old.value;
    if (old && old === focus) requestAnimationFrame(() => { input.focus(); if (old.selectionStart != null) input.setSelectionRange(old.selectionStart, old.selectionEnd); });
  });
  form.querySelectorAll('[data-group] input').forEach(input => {
    const old = before.querySelector(`[data-group] input[name="${CSS.escape(input.name)}"][value="${CSS.escape(input.value)}"]`);
    if (old) input.checked = old.checked;
  });
}

const seconds = local => local ? String(Math.floor(new Date(local).getTime() / 1000)) : '';

function valuesOf(form) {
  const values = {};
  form.querySelectorAll('[data-input]').forEach(input => { values[input.name] = 'moment' in input.dataset ? seconds(input.value) : input.value; });
  form.querySelectorAll('[data-group]').forEach(group => { values[group.dataset.group] = [...group.querySelectorAll(':checked')].map(it => it.value).join(','); });
  return values;
}

/* ---- events ---- */

$('composer').addEventListener('submit', event => {
  event.preventDefault();
  const text = $('text').value.trim().replace(/^\/pipeline-lock\s*/, '');
  $('text').value = '';
  act({ do: 'command', channel: view.channel, text }, `/pipeline-lock ${text}`.trim());
});
document.querySelectorAll('.hint').forEach(hint => hint.addEventListener('click', async () => {
  await become(hint.dataset.as);
  $('text').value = hint.dataset.text;
  $('text').focus();
}));
$('channel').addEventListener('change', event => { view.channel = event.target.value; view.thread = null; refresh(); });
$('open-home').addEventListener('click', () => { act({ do: 'home' }, 'Home'); $('home').show(); });
$('close-home').addEventListener('click', () => $('home').close());
$('shortcut').addEventListener('click', () => act({ do: 'shortcut', callback: 'status.choose' }, 'Pipeline lock status'));
$('dies').addEventListener('click', () => act({ do: 'concourseDies' }, 'Concourse dies'));
$('close-thread').addEventListener('click', () => { view.closedThreads.add(view.thread); view.thread = null; draw(); $('text').focus(); });
$('confirm-yes').addEventListener('click', () => $('confirm').close('yes'));
$('confirm-deny').addEventListener('click', () => $('confirm').close('no'));
$('modal').addEventListener('cancel', event => { event.preventDefault(); act({ do: 'close' }, 'Closed'); });
if (!matchMedia('(min-width: 62rem)').matches) $('try').open = false;

const changes = new EventSource('changes');
changes.addEventListener('message', () => refresh());
changes.addEventListener('error', () => note('The rehearsal does not answer; is it still running?', true));
refresh();
