// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { keepEarlyUse, startAnswering } from './early-use.ts';

let answered: string[];

beforeEach(() => {
  answered = [];
  document.documentElement.removeAttribute('data-started');
  document.body.innerHTML = `<main>
    <button type="button" id="menu"><i></i></button>
    <button type="submit" id="next"></button>
    <select><option>one</option><option>two</option></select>
  </main>`;
  keepEarlyUse();
});

/** What the page's code does once it is there. */
function answer() {
  const root = document.querySelector('main');
  for (const type of ['click', 'change']) {
    root?.addEventListener(type, ({ target }) => {
      if (target instanceof HTMLSelectElement) answered.push(target.value);
      else if (target instanceof Element) answered.push(target.id);
    });
  }
  startAnswering();
}

it('clicks a button again that was clicked too early', () => {
  document.querySelector('i')?.dispatchEvent(new Event('click', { bubbles: true }));
  answer();
  expect(answered).toEqual(['menu']);
});

it('chooses again what was chosen too early, where hydration has put back the value before', () => {
  const select = document.querySelector('select');
  if (select === null) throw new Error('no select');
  select.value = 'two';
  select.dispatchEvent(new Event('change', { bubbles: true }));
  select.value = 'one';
  answer();
  expect(answered).toEqual(['two']);
});

it('repeats the last use only, and nothing that works without code', () => {
  document.getElementById('menu')?.click();
  const select = document.querySelector('select');
  select?.dispatchEvent(new Event('change', { bubbles: true }));
  document.getElementById('next')?.dispatchEvent(new Event('click', { bubbles: true }));
  answer();
  expect(answered).toEqual(['one']);
});

it('keeps nothing once the code is there', () => {
  startAnswering();
  document.getElementById('menu')?.click();
  answer();
  expect(answered).toEqual([]);
});

it('marks nothing on the page that was not used', () => {
  document.querySelector('main')?.click();
  document.dispatchEvent(new Event('click'));
  expect(document.querySelector('[data-early]')).toBeNull();
  document.getElementById('menu')?.click();
  expect(document.querySelector('[data-early]')?.id).toBe('menu');
  answer();
  expect(document.querySelector('[data-early]')).toBeNull();
  expect(document.documentElement.hasAttribute('data-started')).toBe(true);
});
