// A button's question, and the form that the bot opened.
import { blocks, textOf } from './blocks.js';
import { el } from './mrkdwn.js';

const $ = id => document.getElementById(id);
let shown = '';
let act = () => {};

export function confirmed(dialog) {
  $('confirm-title').replaceChildren(...textOf(dialog.title));
  $('confirm-text').replaceChildren(...textOf(dialog.text));
  $('confirm-yes').textContent = dialog.confirm?.text ?? 'OK';
  $('confirm-deny').textContent = dialog.deny?.text ?? 'Cancel';
  $('confirm-yes').className = dialog.style ?? 'primary';
  $('confirm').returnValue = 'no';
  $('confirm').showModal();
  return new Promise(resolve => $('confirm').addEventListener('close', () => resolve($('confirm').returnValue === 'yes'), { once: true }));
}

/** Shows the form in front of a person, or closes it; `acts` sends what is done with it. */
export function drawModal(modal, acts) {
  act = acts;
  const box = $('modal');
  const mark = modal ? `${modal.id}/${modal.json.hash}` : '';
  if (mark !== shown) {
    const same = modal && shown.startsWith(`${modal.id}/`);
    shown = mark;
    if (modal) build(box, modal.json, same ? box.querySelector('form') : null);
    else if (box.open) box.close();
  }
  if (!modal) return;
  box.querySelectorAll('[data-block]').forEach(input => { input.querySelector('.error').textContent = modal.errors[input.dataset.block] ?? ''; });
}

/** What was filled in stays where the bot changes an open form, as in Slack. */
function build(box, json, before) {
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

/** A moment goes to Slack in seconds. */
const seconds = local => (local ? String(Math.floor(new Date(local).getTime() / 1000)) : '');

function valuesOf(form) {
  const values = {};
  form.querySelectorAll('[data-input]').forEach(input => { values[input.name] = 'moment' in input.dataset ? seconds(input.value) : input.value; });
  form.querySelectorAll('[data-group]').forEach(group => { values[group.dataset.group] = [...group.querySelectorAll(':checked')].map(it => it.value).join(','); });
  return values;
}

$('confirm-yes').addEventListener('click', () => $('confirm').close('yes'));
$('confirm-deny').addEventListener('click', () => $('confirm').close('no'));
$('modal').addEventListener('cancel', event => { event.preventDefault(); act({ do: 'close' }, 'Closed'); });
