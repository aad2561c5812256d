// Draws pinned messages as the rehearsal's page does, and measures what a person would stumble over.
import { blocks, textOf } from './blocks.js';
import { el, know } from './mrkdwn.js';

know({ U0ANA: 'Ana Ortiz', U0BEN: 'Ben Okafor', U0CLEO: 'Cleo Lind' }, { C0INCIDENTS: 'incidents', C0PLATFORM: 'platform' });

function message(json) {
  return el('article', { class: 'message' }, el('span', { class: 'avatar bot', 'aria-hidden': 'true' }, 'PL'),
    el('div', { class: 'body' }, el('p', { class: 'who' }, el('b', {}, 'Pipeline Lock'), el('span', { class: 'app-tag' }, 'APP'), el('time', {}, '10:00:00')), ...blocks(json.blocks, () => {})));
}

function sheet(json) {
  return el('div', { class: 'sheet' }, el('h2', {}, ...textOf(json.title)), ...blocks(json.blocks, () => {}),
    el('div', { class: 'sheet-actions' }, json.close ? el('button', { type: 'button' }, json.close.text) : null, json.submit ? el('button', { type: 'button', class: 'primary' }, json.submit.text) : null));
}

const within = (inner, outer) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
const named = node => `${node.tagName.toLowerCase()}${node.className ? '.' + String(node.className).trim().replaceAll(' ', '.') : ''} “${node.textContent.trim().slice(0, 40)}”`;

function troubles(shot) {
  const found = [];
  const frame = shot.getBoundingClientRect();
  for (const node of shot.querySelectorAll('*')) {
    const box = node.getBoundingClientRect();
    if (!within(box, frame)) found.push(`beyond the edge: ${named(node)}`);
    if (node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0 && getComputedStyle(node).display !== 'inline' && getComputedStyle(node).overflowX !== 'visible') found.push(`cut off: ${named(node)}`);
    if (node.matches('.b-unknown')) found.push(`not drawn: ${named(node)}`);
    if (node.matches('button, select, textarea, input:not([type=checkbox], [type=radio]), label.choice') && (box.height < 24 || box.width < 24)) found.push(`too small to press (${Math.round(box.width)}×${Math.round(box.height)}): ${named(node)}`);
    if (node.matches('button') && !node.textContent.trim()) found.push(`a button without a word: ${named(node)}`);
  }
  for (const scheme of ['light', 'dark']) {
    document.documentElement.style.colorScheme = scheme;
    for (const node of shot.querySelectorAll('*')) {
      const own = [...node.childNodes].some(it => it.nodeType === Node.TEXT_NODE && it.textContent.trim());
      const ratio = own ? contrast(node) : 21;
      if (ratio < wanted(node)) found.push(`contrast ${ratio.toFixed(2)} in ${scheme}: ${named(node)}`);
    }
  }
  document.documentElement.style.colorScheme = 'light';
  return found;
}

function wanted(node) {
  const style = getComputedStyle(node);
  const size = parseFloat(style.fontSize);
  return size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
}

function contrast(node) {
  const [light, dark] = [luminance(getComputedStyle(node).color), luminance(ground(node))].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function ground(node) {
  for (let at = node; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (!/, 0\)$|transparent/.test(colour)) return colour;
  }
  return 'rgb(255, 255, 255)';
}

function luminance(colour) {
  const [r, g, b] = colour.match(/[\d.]+/g).map(Number).map(it => it / 255).map(it => (it <= 0.03928 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

document.documentElement.style.colorScheme = 'light';
const views = await (await fetch(`views-${new URLSearchParams(location.search).get('part')}.json`)).json();
const results = [];
for (const { name, json } of views) {
  const shot = el('section', { class: 'shot', 'data-name': name }, json.type ? sheet(json) : message(json));
  document.getElementById('shots').append(shot);
}
await document.fonts.ready;
for (const shot of document.querySelectorAll('.shot')) {
  const box = shot.getBoundingClientRect();
  results.push({ name: shot.dataset.name, width: innerWidth, top: Math.round(box.top + scrollY), height: Math.round(box.height), troubles: [...new Set(troubles(shot))] });
}
parent.document.getElementById('found').textContent = JSON.stringify(results).replaceAll('<', '\\u003c');
