// Slack's mrkdwn as DOM nodes. Entities are decoded last, so that escaped text can never become a mention or a link.

const EMOJI = {
  white_check_mark: '✅', heavy_check_mark: '✔️', x: '❌', warning: '⚠️', lock: '🔒', unlock: '🔓', key: '🔑',
  hourglass: '⌛', hourglass_flowing_sand: '⏳', rotating_light: '🚨', eyes: '👀', no_entry: '⛔', no_entry_sign: '🚫',
  arrows_counterclockwise: '🔄', information_source: 'ℹ️', construction: '🚧', tada: '🎉', large_green_circle: '🟢',
  red_circle: '🔴', large_yellow_circle: '🟡', large_orange_circle: '🟠', large_blue_circle: '🔵', white_circle: '⚪',
  hammer_and_wrench: '🛠️', mag: '🔍', memo: '📝', question: '❓', stopwatch: '⏱️', scroll: '📜', bust_in_silhouette: '👤',
  fast_forward: '⏩', arrow_right: '➡️', octagonal_sign: '🛑', pushpin: '📌', thumbsup: '👍', '+1': '👍',
};

let names = { users: {}, channels: {} };

export function know(users, channels) {
  names = { users, channels };
}

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

const decode = text => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

const emoji = text => text.replace(/:([a-z0-9_+-]+):/g, (all, name) => EMOJI[name] ?? all);

/** The text of a `<!date^…>`, in the zone of the reader. */
export function date(seconds, format) {
  const when = new Date(seconds * 1000);
  const day = options => when.toLocaleDateString(undefined, options);
  const time = options => when.toLocaleTimeString(undefined, options);
  const short = day({ month: 'short', day: 'numeric', year: 'numeric' });
  const today = when.toDateString() === new Date().toDateString() ? 'today' : null;
  const parts = {
    date_num: when.toISOString().slice(0, 10), date: day({ month: 'long', day: 'numeric', year: 'numeric' }),
    date_short: short, date_long: day({ weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }),
    date_pretty: today ?? day({ month: 'long', day: 'numeric' }), date_short_pretty: today ?? short,
    date_long_pretty: today ?? day({ weekday: 'long', month: 'long', day: 'numeric' }),
    time: time({ hour: '2-digit', minute: '2-digit' }), time_secs: time({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    ago: ago(when),
  };
  const text = format.replace(/\{(\w+)\}/g, (all, name) => parts[name] ?? all);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function ago(when) {
  const minutes = Math.round((Date.now() - when) / 60000);
  if (minutes < 1) return 'just now';
  return minutes < 90 ? `${minutes} minutes ago` : `${Math.round(minutes / 60)} hours ago`;
}

export function link(url, text) {
  return /^https?:\/\//.test(url)
    ? el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text)
    : document.createTextNode(text);
}

export const user = id => el('span', { class: 'mention' }, '@' + (names.users[id] ?? id));

function angle(inside) {
  const [target, label] = inside.split(/\|(.*)/s);
  if (target.startsWith('@')) return user(target.slice(1));
  if (target.startsWith('#')) return el('span', { class: 'mention' }, '#' + (names.channels[target.slice(1)] ?? label ?? target.slice(1)));
  if (target.startsWith('!date^')) {
    const [, seconds, format, url] = target.split('^');
    const text = Number.isFinite(Number(seconds)) ? date(Number(seconds), decode(format ?? '')) : decode(label ?? '');
    return el('time', { title: decode(label ?? '') }, url ? link(decode(url), text) : text);
  }
  if (target.startsWith('!subteam^')) return el('span', { class: 'mention loud' }, '@' + decode(label ?? target.split('^')[1]));
  if (target.startsWith('!')) return el('span', { class: 'mention loud' }, '@' + decode(label ?? target.slice(1).split('^')[0]));
  return link(decode(target), decode(label ?? target));
}

const RULES = [
  [/```\n?([\s\S]+?)```/, found => el('pre', {}, decode(found[1].replace(/<[^|>]*\|([^>]*)>/g, '$1')))],
  [/`([^`\n]+)`/, found => el('code', {}, decode(found[1]))],
  [/<([^<>]+)>/, found => angle(found[1])],
  [/(?<![\w*])\*(?! )([^*\n]+?)(?<! )\*(?![\w*])/, found => el('b', {}, ...inline(found[1]))],
  [/(?<![\w_])_(?! )([^_\n]+?)(?<! )_(?![\w_])/, found => el('i', {}, ...inline(found[1]))],
  [/(?<![\w~])~(?! )([^~\n]+?)(?<! )~(?![\w~])/, found => el('s', {}, ...inline(found[1]))],
];

function inline(text) {
  const nodes = [];
  while (text) {
    const first = RULES.map(([pattern, make]) => ({ found: pattern.exec(text), make }))
      .filter(rule => rule.found)
      .reduce((best, rule) => (!best || rule.found.index < best.found.index ? rule : best), null);
    if (!first) {
      nodes.push(emoji(decode(text)));
      break;
    }
    if (first.found.index > 0) nodes.push(emoji(decode(text.slice(0, first.found.index))));
    nodes.push(first.make(first.found));
    text = text.slice(first.found.index + first.found[0].length);
  }
  return nodes;
}

/** Lines that start with `>` become quotes; all else flows, and line breaks stay. */
export function mrkdwn(text) {
  const nodes = [];
  for (const part of text.split(/((?:^&gt; ?.*(?:\n|$))+)/m)) {
    if (!part) continue;
    if (/^&gt;/.test(part)) nodes.push(el('blockquote', {}, ...inline(part.replace(/^&gt; ?/gm, '').replace(/\n$/, ''))));
    else nodes.push(...inline(part));
  }
  return nodes;
}

export const plain = text => emoji(text);
