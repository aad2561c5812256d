// The page: who one is, where one looks, and what the simulated Slack shows there.
import { blocks } from './blocks.js';
import { completes, remembers } from './composer.js';
import { confirmed, drawModal } from './dialogs.js';
import { fill, follow, initials, message, show, typed } from './log.js';
import { el, know } from './mrkdwn.js';

const $ = id => document.getElementById(id);
const WIDE = matchMedia('(min-width: 62rem)');
const APP = 'app';
const given = new URLSearchParams(location.search).get('as');
const view = {
  user: given ?? sessionStorage.getItem('as') ?? 'U0ANA', place: 'C0INCIDENTS', tab: 'home', thread: null, closedThreads: new Set(),
  home: null, seen: JSON.parse(sessionStorage.getItem('seen') ?? '{}'),
};
let state = null;

const person = id => state?.personas.find(it => it.id === id) ?? { name: id, role: '' };
const direct = () => `D${view.user.slice(1)}`;
const channel = () => (view.place === APP ? direct() : view.place);
const opensHome = () => view.place === APP && view.tab === 'home';

async function refresh() {
  const query = new URLSearchParams({ user: view.user, channel: channel() });
  const asked = `${query}`;
  const answer = await (await fetch(`state?${query}`)).json();
  if (asked !== `${new URLSearchParams({ user: view.user, channel: channel() })}`) return; // somebody went elsewhere meanwhile
  state = answer;
  know(Object.fromEntries(state.personas.map(it => [it.id, it.name])), Object.fromEntries(state.channels.map(it => [it.id, it.name])));
  draw();
}

async function act(body, what) {
  note(`${what} as ${person(view.user).name} …`);
  const answer = await fetch('act', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ user: view.user, ...body }) });
  if (!answer.ok) note(`${what}: ${await answer.text()}`, true);
  else {
    const { status, took } = await answer.json();
    if (body.do === 'say') note('');
    else note(status === 0 ? `${what}: no answer within 3 seconds` : `${what} as ${person(view.user).name}: the bot answered ${status} in ${took} ms`, status < 200 || status > 299);
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
  const roots = state.messages.filter(it => !it.thread);
  const replies = ts => state.messages.filter(it => it.thread === ts);
  pickThread(roots, replies);
  markSeen();
  drawPeople();
  drawPlaces();
  drawHead();
  const key = `${view.user}/${channel()}`;
  const drawn = [...roots.map(it => ({ ...it, replies: replies(it.ts).length, chosen: view.thread === it.ts })), ...state.commands];
  fill($('log'), key, drawn, it => (it.user ? typed(it, person(it.user).name) : message(it, doors)));
  $('log').classList.toggle('empty', !drawn.length);
  const root = roots.find(it => it.ts === view.thread);
  $('thread').hidden = !root;
  $('app').classList.toggle('with-thread', Boolean(root));
  if (root) fill($('thread-log'), `${key}/${root.ts}`, [root, ...replies(root.ts)], it => message(it, doors));
  drawHome();
  drawModal(state.modal, act);
}

const doors = {
  press: async (it, item, node) => {
    if (item.confirm && !(await confirmed(item.confirm))) return;
    node.disabled = true;
    await act({ do: 'click', message: it.ts, action: item.action_id }, `“${item.text?.text ?? item.action_id}”`);
    node.disabled = false;
  },
  open: ts => openThread(ts),
  pin: it => act({ do: 'react', message: it.ts, reaction: 'pushpin' }, 'Reaction'),
  note: it => act({ do: 'menu', message: it.ts, callback: 'message.note' }, 'Add to timeline'),
  author: id => person(id).name,
};

function openThread(ts) {
  view.thread = ts;
  view.chosen = true;
  view.closedThreads.delete(ts);
  draw();
  follow($('thread-log'));
  $('thread-log').focus({ preventScroll: true });
}

/** Opens the thread in which something happened last, until somebody chooses or closes one. */
function pickThread(roots, replies) {
  if (view.chosen && roots.some(it => it.ts === view.thread)) return;
  const last = it => Number(replies(it.ts).at(-1)?.ts ?? 0);
  const open = roots.filter(it => last(it) && !view.closedThreads.has(it.ts)).sort((a, b) => last(a) - last(b));
  view.thread = WIDE.matches ? open.at(-1)?.ts ?? null : null;
}

function drawPeople() {
  const box = $('people');
  if (!box.querySelector('label')) {
    box.append(...state.personas.map(it => {
      const radio = el('input', { type: 'radio', name: 'persona', value: it.id });
      radio.addEventListener('change', () => become(it.id));
      return el('div', { class: 'person' },
        el('label', {}, radio, el('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(it.name)), el('b', {}, it.name), el('small', {}, it.role)),
        el('a', { class: 'own-window', href: `?as=${it.id}`, target: '_blank', rel: 'noopener', 'aria-label': `A window of ${it.name}'s own`, title: `A window of ${it.name}'s own` }, '↗'));
    }));
  }
  const chosen = box.querySelector(`input[value="${CSS.escape(view.user)}"]`);
  if (!chosen || chosen.checked) return;
  chosen.checked = true;
  intoView(chosen.closest('.person'));
}

/** On a phone people and channels are strips that scroll sideways. */
const intoView = node => node?.scrollIntoView({ inline: 'center', block: 'nearest' });

function become(id) {
  view.user = id;
  sessionStorage.setItem('as', id);
  if (opensHome()) act({ do: 'home' }, 'Home');
  return refresh();
}

/* ---- channels, the app, what is unread ---- */

const seenKey = place => `${view.user}/${place}`;
const unread = it => it.arrived.filter(ts => Number(ts) > Number(view.seen[seenKey(it.id)] ?? 0)).length;

function markSeen() {
  if (document.hidden || opensHome()) return;
  const here = [...state.channels, state.direct].find(it => it.id === channel());
  view.seen[seenKey(channel())] = here?.arrived.at(-1) ?? 0;
  sessionStorage.setItem('seen', JSON.stringify(view.seen));
}

function drawPlaces() {
  const places = [...state.channels.map(it => ({ place: it.id, name: `# ${it.name}`, unread: unread(it) })), { place: APP, name: 'Pipeline Lock', unread: unread(state.direct) }];
  const mark = JSON.stringify([places, view.place]);
  if ($('places').dataset.mark === mark) return;
  const focused = $('places').contains(document.activeElement);
  $('places').dataset.mark = mark;
  $('places').replaceChildren(...places.map(it => {
    const node = el('button', { type: 'button', 'data-place': it.place, 'aria-current': it.place === view.place ? 'page' : null, class: it.unread ? 'has-unread' : null },
      el('span', {}, it.name), it.place === APP ? el('small', {}, 'APP') : null,
      it.unread ? el('span', { class: 'unread', 'aria-label': `, ${it.unread} unread` }, String(it.unread)) : null);
    node.addEventListener('click', () => go(it.place));
    return node;
  }));
  intoView($('places').querySelector('[aria-current]'));
  if (focused) $('places').querySelector('[aria-current]').focus();
  const all = places.reduce((sum, it) => sum + it.unread, 0);
  document.title = `${all ? `(${all}) ` : ''}Pipeline Lock rehearsal`;
}

function drawHead() {
  const inApp = view.place === APP;
  const here = state.channels.find(it => it.id === view.place);
  $('place-name').textContent = inApp ? 'Pipeline Lock' : `#${here.name}`;
  $('tabs').hidden = !inApp;
  for (const tab of ['home', 'messages']) $(`tab-${tab}`).setAttribute('aria-selected', String(view.tab === tab));
  const closed = inApp ? 'Messages to this app are turned off. Type commands in a channel.' : here.archived ? `#${here.name} is archived: nobody can write here.` : '';
  $('composer').hidden = Boolean(closed);
  $('closed').hidden = !closed || opensHome();
  $('closed').textContent = closed;
  $('text').placeholder = WIDE.matches ? `Message #${here?.name}, or / for commands` : 'Message, or / for commands';
}

async function go(place, tab = view.tab) {
  Object.assign(view, { place, tab, thread: null, chosen: false });
  if (opensHome()) await act({ do: 'home' }, 'Home');
  else await refresh();
  follow($('log'));
  if (WIDE.matches && !$('composer').hidden) $('text').focus();
}

/** The app's Home tab, as the bot published it for this person. */
function drawHome() {
  $('home').hidden = !opensHome();
  $('log').hidden = opensHome();
  const mark = state.home ? `${view.user}/${state.home.json.hash}` : '';
  if (mark === view.home) return;
  view.home = mark;
  $('home').replaceChildren(...blocks(state.home?.json.blocks ?? [], item => act({ do: 'clickInView', action: item.action_id }, item.text?.text ?? item.action_id)));
}

/** A link to a message of this Slack opens it here. */
async function openLink(url) {
  const [, place, digits] = /\/archives\/(\w+)\/p(\d+)/.exec(url.pathname) ?? [];
  if (!place) return;
  const ts = digits.replace(/(\d{6})$/, '.$1');
  await go(place.startsWith('D') ? APP : place, 'messages');
  const thread = url.searchParams.get('thread_ts') ?? state.messages.find(it => it.thread === ts)?.thread ?? ts;
  if (state.messages.some(it => it.thread === thread)) openThread(thread);
  show(ts);
}

/* ---- events ---- */

const say = (text, thread) => act({ do: 'say', channel: channel(), text, thread }, 'Message');

$('composer').addEventListener('submit', event => {
  event.preventDefault();
  const text = $('text').value.trim();
  if (!text) return;
  $('text').value = '';
  remembers(view.user, text);
  follow($('log'));
  const [, command, rest] = /^\/(\S*)\s*(.*)$/s.exec(text) ?? [];
  if (command === undefined) say(text);
  else if (command === 'pipeline-lock') act({ do: 'command', channel: channel(), text: rest }, text);
  else note(`/${command} is not a command of this Slack. Type /pipeline-lock`, true);
});
$('reply').addEventListener('submit', event => {
  event.preventDefault();
  const text = $('reply-text').value.trim();
  if (!text) return;
  if (text.startsWith('/')) {
    note(`Slack takes no commands in threads: type ${text.split(/\s/)[0]} in the channel.`, true);
    return;
  }
  $('reply-text').value = '';
  follow($('thread-log'));
  say(text, view.thread);
});
completes($('text'), $('offers'), () => view.user);

document.querySelectorAll('.hint').forEach(hint => hint.addEventListener('click', async () => {
  await become(hint.dataset.as);
  if (view.place === APP) await go('C0INCIDENTS');
  if (!WIDE.matches) $('try').open = false;
  $('text').value = `/pipeline-lock ${hint.dataset.text}`;
  $('text').focus();
}));
document.addEventListener('click', event => {
  const link = event.target.closest?.('a[href]');
  if (!link || new URL(link.href).host !== 'rehearsal.slack.example') return;
  event.preventDefault();
  openLink(new URL(link.href));
});
$('tab-home').addEventListener('click', () => go(APP, 'home'));
$('tab-messages').addEventListener('click', () => go(APP, 'messages'));
$('open-home').addEventListener('click', () => { go(APP, 'home'); if (!WIDE.matches) $('try').open = false; });
$('shortcut').addEventListener('click', () => act({ do: 'shortcut', callback: 'status.choose' }, 'Pipeline lock status'));
$('dies').addEventListener('click', () => act({ do: 'concourseDies' }, 'Concourse dies'));
$('close-thread').addEventListener('click', () => { view.closedThreads.add(view.thread); Object.assign(view, { thread: null, chosen: false }); draw(); if (WIDE.matches) $('text').focus(); });
if (WIDE.matches) $('text').focus();
else $('try').open = false;

const changes = new EventSource('changes');
changes.addEventListener('message', () => refresh());
changes.addEventListener('error', () => note('The rehearsal does not answer; is it still running?', true));
document.addEventListener('visibilitychange', () => refresh());
refresh();
