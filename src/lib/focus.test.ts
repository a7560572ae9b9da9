// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { focusFirst, isFocusLost, rememberOpenedJob, takeOpenedJob } from './focus.ts';

afterEach(() => {
  document.body.innerHTML = '';
});

/** Shows `html` and returns the id of the element that has the focus after `focusFirst(…ids)`. */
function focusedOf(html: string, ...ids: string[]): string | undefined {
  document.body.innerHTML = html;
  focusFirst(...ids);
  return document.activeElement?.id;
}

describe('the first element that can take the focus', () => {
  it.each([
    ['the first that exists', '<button id="b"></button><button id="c"></button>', 'b'],
    ['not a disabled one', '<button id="a" disabled></button><button id="b"></button>', 'b'],
    ['a heading made focusable', '<h1 id="a" tabindex="-1"></h1><button id="b"></button>', 'a'],
    ['a link', '<a id="a" href="/"></a>', 'a'],
    ['the button in a cell', '<div id="a"><i></i><button id="in-a"></button></div>', 'in-a'],
    [
      'the last button in a cell',
      '<div id="a"><button></button><button id="in-a"></button></div>',
      'in-a',
    ],
    ['nothing in a cell without one', '<div id="a"></div><button id="b"></button>', 'b'],
    [
      'not the disabled button of a cell',
      '<div id="a"><button id="in-a" disabled></button></div><button id="b"></button>',
      'b',
    ],
  ])('is %s', (_, html, focused) => {
    expect(focusedOf(html, 'a', 'b', 'c')).toBe(focused);
  });

  it('is none when nothing exists', () => {
    expect(focusedOf('<p></p>', 'a')).toBe('');
    expect(document.activeElement).toBe(document.body);
  });
});

it('is lost on the body and on the main part, and nowhere else', () => {
  document.body.innerHTML = '<main id="content" tabindex="-1"><button id="a"></button></main>';
  expect(isFocusLost()).toBe(true);
  focusFirst('content');
  expect(isFocusLost()).toBe(true);
  focusFirst('a');
  expect(isFocusLost()).toBe(false);
  document.getElementById('a')?.remove();
  expect(isFocusLost()).toBe(true);
});

it('tells once which job was open last', () => {
  expect(takeOpenedJob()).toBeNull();
  rememberOpenedJob('a');
  rememberOpenedJob('b');
  expect(takeOpenedJob()).toBe('b');
  expect(takeOpenedJob()).toBeNull();
});
