// Block Kit as DOM nodes. `press(element, node)` is called for a pressed button.
import { date, el, link, mrkdwn, plain, user } from './mrkdwn.js';

export function textOf(object) {
  if (!object) return [];
  return object.type === 'mrkdwn' ? mrkdwn(object.text ?? '') : [plain(object.text ?? '')];
}

// The page has a banner of its own, so what a real Slack shows before every message is left out here.
const BANNER = 'REHEARSAL';
const isBanner = block => block.type === 'context' && block.elements?.length === 1 && block.elements[0].text === `*${BANNER}*`;
export const withoutBanner = text => text.startsWith(`${BANNER} · `) ? text.slice(BANNER.length + 3) : text;

export function blocks(list, press) {
  return (list ?? []).filter(block => !isBanner(block)).map(block => (RENDER[block.type] ?? unknown)(block, press));
}

const RENDER = {
  header: block => el('h3', { class: 'b-header' }, ...textOf(block.text)),
  divider: () => el('hr'),
  section: (block, press) => {
    const node = el('div', { class: 'b-section' }, el('div', { class: 'b-text' }, ...textOf(block.text)));
    if (block.fields) node.firstChild.append(el('div', { class: 'b-fields' }, ...block.fields.map(field => el('div', {}, ...textOf(field)))));
    if (block.accessory) node.append(element(block.accessory, press));
    return node;
  },
  context: block => el('div', { class: 'b-context' }, ...(block.elements ?? []).map(item => el('span', {}, ...(item.type === 'image' ? [`[${item.alt_text ?? 'image'}]`] : textOf(item))))),
  actions: (block, press) => el('div', { class: 'b-actions' }, ...(block.elements ?? []).map(item => element(item, press))),
  image: block => el('div', { class: 'b-image' }, `[image: ${block.alt_text ?? ''}]`),
  markdown: block => el('div', { class: 'b-text' }, block.text ?? ''),
  rich_text: block => el('div', { class: 'b-text' }, ...(block.elements ?? []).map(richPart)),
  table: block => el('div', { class: 'b-table', tabindex: '0', role: 'region', 'aria-label': 'Table' }, el('table', {}, ...(block.rows ?? []).map(row => el('tr', {}, ...row.map(cell => el('td', {}, ...(cell.type === 'rich_text' ? (cell.elements ?? []).map(richPart) : [String(cell.text ?? '')]))))))),
  input: block => input(block),
};

const unknown = block => el('pre', { class: 'b-unknown' }, JSON.stringify(block, null, 1));

function element(item, press) {
  if (item.type === 'button') {
    const node = el('button', { type: 'button', class: `b-button ${item.style ?? ''}`, 'aria-label': item.accessibility_label, 'data-action': item.action_id }, ...textOf(item.text));
    if (item.url) return el('span', {}, link(item.url, item.text?.text ?? item.url));
    node.addEventListener('click', () => press(item, node));
    return node;
  }
  if (item.type === 'image') return el('span', { class: 'b-image' }, `[image: ${item.alt_text ?? ''}]`);
  return el('span', { class: 'b-unknown' }, `[${item.type}]`);
}

function richPart(part) {
  const children = (part.elements ?? []).map(richElement);
  switch (part.type) {
    case 'rich_text_preformatted': return el('pre', {}, ...children);
    case 'rich_text_quote': return el('blockquote', {}, ...children);
    case 'rich_text_list': return el(part.style === 'ordered' ? 'ol' : 'ul', {}, ...(part.elements ?? []).map(item => el('li', {}, richPart(item))));
    default: return el('span', {}, ...children);
  }
}

function richElement(item) {
  switch (item.type) {
    case 'text': return styled(item.text ?? '', item.style ?? {});
    case 'link': return link(item.url ?? '', item.text ?? item.url ?? '');
    case 'user': return user(item.user_id);
    case 'emoji': return document.createTextNode(plain(`:${item.name}:`));
    case 'date': return el('time', { title: item.fallback }, date(item.timestamp, item.format));
    case 'rich_text_section': return richPart(item);
    default: return document.createTextNode(`[${item.type}]`);
  }
}

function styled(text, style) {
  let node = document.createTextNode(text);
  for (const [name, tag] of [['code', 'code'], ['bold', 'b'], ['italic', 'i'], ['strike', 's']]) if (style[name]) node = el(tag, {}, node);
  return node;
}

function input(block) {
  const item = block.element ?? {};
  const id = `in-${block.block_id}`;
  const hint = block.hint ? el('small', { id: `${id}-hint` }, ...textOf(block.hint)) : null;
  const label = el('label', { for: id }, ...textOf(block.label), block.optional ? el('small', {}, ' (optional)') : null);
  return el('div', { class: 'b-input', 'data-block': block.block_id }, label, field(item, id), hint, el('p', { class: 'error', role: 'alert' }));
}

function field(item, id) {
  const common = { id, name: item.action_id, 'data-input': true };
  const first = item.initial_option?.value;
  const chosen = new Set((item.initial_options ?? []).map(option => option.value));
  switch (item.type) {
    case 'static_select':
      return el('select', common, el('option', { value: '' }, '—'), ...(item.options ?? []).map(option => el('option', { value: option.value, selected: option.value === first }, option.text?.text ?? option.value)));
    case 'radio_buttons': case 'checkboxes': {
      const kind = item.type === 'checkboxes' ? 'checkbox' : 'radio';
      return el('div', { id, role: 'group', 'data-group': item.action_id }, ...(item.options ?? []).map(option => el('label', { class: 'choice' }, el('input', { type: kind, name: item.action_id, value: option.value, checked: option.value === first || chosen.has(option.value) }), ' ', el('span', {}, ...textOf(option.text), option.description ? el('small', {}, ...textOf(option.description)) : null))));
    }
    case 'datetimepicker': {
      const node = el('input', { ...common, type: 'datetime-local', 'data-moment': true });
      if (item.initial_date_time) node.value = local(item.initial_date_time);
      return node;
    }
    default: {
      const node = el(item.multiline ? 'textarea' : 'input', { ...common, rows: item.multiline ? 4 : null, maxlength: item.max_length, placeholder: item.placeholder?.text });
      node.value = item.initial_value ?? '';
      return node;
    }
  }
}

/** A moment as the browser's own field shows it: in the zone of the reader, without seconds. */
const local = seconds => new Date(seconds * 1000 - new Date(seconds * 1000).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
