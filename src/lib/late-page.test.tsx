import { act, cleanup, render, screen } from '@testing-library/react';
import { type ComponentType, startTransition, useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { latePage } from './late-page.tsx';

afterEach(cleanup);

const jobModule = { Component: () => <p>A job</p> };

/** A list with a button that leads to the late page, in a transition like a navigation. */
function List({ next: Next }: { next: ComponentType }) {
  const [isOpen, setIsOpen] = useState(false);
  return isOpen ? (
    <Next />
  ) : (
    <button type="button" onClick={() => startTransition(() => setIsOpen(true))}>
      Open
    </button>
  );
}

const shownText = () => document.body.textContent;

it('is drawn at once when its code is there', async () => {
  const { Component, load } = latePage(() => Promise.resolve(jobModule));
  await load();
  render(<Component />);
  expect(shownText()).toBe('A job');
});

it('leaves the page before on screen until its code is there', async () => {
  let arrive: (code: typeof jobModule) => void = () => {};
  const code = new Promise<typeof jobModule>((resolve) => {
    arrive = resolve;
  });
  render(<List next={latePage(() => code).Component} />);
  await act(async () => screen.getByRole('button').click());
  expect(shownText()).toBe('Open');
  await act(async () => arrive(jobModule));
  expect(shownText()).toBe('A job');
});

it('loads its code once, and again after a failure', async () => {
  const importPage = vi.fn(() => Promise.resolve(jobModule));
  importPage.mockRejectedValueOnce(new Error('No network'));
  const { load } = latePage(importPage);
  await expect(load()).rejects.toThrow('No network');
  await Promise.all([load(), load()]);
  await load();
  expect(importPage).toHaveBeenCalledTimes(2);
});
