import { act, cleanup, render } from '@testing-library/react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, it } from 'vitest';
import { useIsHydrating } from './hydration.ts';

const drawn: boolean[] = [];

function Drawn() {
  const isHydrating = useIsHydrating();
  drawn.push(isHydrating);
  return <p>{isHydrating ? 'as the server drew it' : 'here'}</p>;
}

afterEach(() => {
  cleanup();
  drawn.length = 0;
});

it('is true for the server, and until the page has taken over', async () => {
  const container = document.createElement('div');
  container.innerHTML = renderToString(<Drawn />);
  expect(container.textContent).toBe('as the server drew it');
  await act(async () => hydrateRoot(container, <Drawn />));
  expect(container.textContent).toBe('here');
});

it('is false for what is drawn later', () => {
  render(<Drawn />);
  expect(new Set(drawn)).toEqual(new Set([false]));
});
