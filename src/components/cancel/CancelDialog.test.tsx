import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CancelOutcome } from '../../../contract/cancel.ts';
import { isProblemCode, problems } from '../../../contract/problem.ts';
import { fullTime } from '../../lib/format.ts';
import { showLanguage } from '../../lib/i18n.ts';
import { cancellation, finished, jobIn, waiting } from '../../testing/fixtures.ts';
import { CancelDialog } from './CancelDialog.tsx';

beforeAll(() => showLanguage('en'));
afterEach(cleanup);

type Props = ComponentProps<typeof CancelDialog>;

/** Shows the dialog of a waiting job that is asked about; `show` changes it. */
function setUp(changes: Partial<Props> = {}) {
  const onConfirm = vi.fn();
  const onClose = vi.fn();
  const asking: Props = {
    job: waiting,
    earlier: undefined,
    sending: false,
    outcome: null,
    problem: null,
    joinedBy: null,
    failed: null,
    onConfirm,
    onClose,
  };
  const page = (more: Partial<Props>) => (
    <MantineProvider env="test">
      <div id="content" />
      <CancelDialog {...asking} {...changes} {...more} />
    </MantineProvider>
  );
  const { rerender } = render(page({}));
  return { onConfirm, onClose, show: (more: Partial<Props>) => rerender(page(more)) };
}

const confirmButton = () => screen.queryByRole('button', { name: 'Cancel job' });
const reasonField = () => screen.queryByRole('textbox');
const status = () => screen.getByRole('status').textContent ?? '';

describe('the cancel dialog', () => {
  it('sends the reason, without the spaces around it, once it is confirmed', () => {
    const { onConfirm } = setUp();
    fireEvent.change(screen.getByRole('textbox'), { target: { value: '  wrong script ' } });
    expect(onConfirm).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel job' }));
    expect(onConfirm.mock.calls).toEqual([['wrong script', false]]);
  });

  it.each(['PROCESSING', 'SUCCEED', 'FAILED', 'CANCELED', 'BLOCK', 'UNKNOWN'] as const)(
    'takes the question and its button back, and says why, when the job turns %s meanwhile',
    (state) => {
      const { show } = setUp();
      expect(confirmButton()).not.toBeNull();
      expect(status()).toBe('');
      show({ job: jobIn(state) });
      expect(confirmButton()).toBeNull();
      expect(reasonField()).toBeNull();
      expect(status()).not.toBe('');
    },
  );

  it('cannot be confirmed again while the cancel is sent', () => {
    const { onConfirm, show } = setUp();
    show({ sending: true });
    expect(reasonField()).toBeNull();
    const button = confirmButton();
    if (button) fireEvent.click(button);
    expect(onConfirm).not.toHaveBeenCalled();
    expect(status()).not.toBe('');
  });

  it.each<[string, Partial<Props>]>([
    ['there is an outcome', { outcome: 'refused' }],
    ['the call failed', { failed: 'offline' }],
  ])('cannot be confirmed again once %s', (_, result) => {
    const { show } = setUp();
    show(result);
    expect(confirmButton()).toBeNull();
    expect(reasonField()).toBeNull();
  });

  it('says that an earlier one had no effect yet, and sends another one knowingly', () => {
    const earlier = { ...cancellation, outcome: 'unconfirmed' as const, settledAt: null };
    const { onConfirm } = setUp({ earlier });
    expect(confirmButton()).toBeNull();
    expect(screen.getByText(/A cancel was sent at/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel again' }));
    expect(onConfirm.mock.calls).toEqual([['', true]]);
  });

  it('is closed by the button that keeps the job', () => {
    const { onClose, onConfirm } = setUp();
    fireEvent.click(screen.getByRole('button', { name: 'Keep job' }));
    expect(onClose).toHaveBeenCalledOnce();
    expect(onConfirm).not.toHaveBeenCalled();
  });
});

describe('the outcome', () => {
  const text = (outcome: CancelOutcome, job: Props['job'], problem: Props['problem'] = null) => {
    setUp({ outcome, job, problem });
    return status();
  };
  const started = fullTime(finished.startedAt ?? '', 'en');
  const ended = fullTime(finished.endedAt ?? '', 'en');

  it('names the start of a job that is being produced', () => {
    const said = text('too_late', jobIn('PROCESSING'));
    expect(said).toContain(started);
    expect(said).toMatch(/start/i);
    expect(said).not.toMatch(/ended|finished/i);
  });

  it('names the end of a job that has ended, and not its start', () => {
    const said = text('too_late', finished);
    expect(said).toContain(ended);
    expect(said).not.toContain(started);
    expect(said).toMatch(/ended|finished/i);
  });

  it('names no time of a job without times, and none for other outcomes', () => {
    const job = { ...finished, startedAt: null, endedAt: null };
    expect(text('too_late', job)).not.toMatch(/\d/);
    cleanup();
    expect(text('canceled', finished)).not.toMatch(/\d/);
  });

  it.each(['refused', 'not_sent'] as const)('%s shows what the problem was', (outcome) => {
    const problem = { code: 'upstream_timeout', upstream: null } as const;
    const without = text(outcome, waiting);
    cleanup();
    expect(text(outcome, waiting, problem).length).toBeGreaterThan(without.length);
  });

  it.each(['en', 'zh-CN'] as const)(
    'promises no other try of a cancel that was not sent, whatever the problem: %s',
    async (language) => {
      await showLanguage(language);
      for (const code of Object.keys(problems).filter(isProblemCode)) {
        const said = text('not_sent', waiting, { code, upstream: null });
        expect([code, said]).toEqual([
          code,
          expect.not.stringMatching(/keeps trying|automatic|自动/),
        ]);
        cleanup();
      }
      await showLanguage('en');
    },
  );

  it('names who had asked before', () => {
    setUp({ outcome: 'canceled', joinedBy: '王芳' });
    expect(status()).toContain('王芳 had already asked');
  });

  it('shows no problem of a cancel that worked or is still open', () => {
    const problem = { code: 'upstream_timeout', upstream: null } as const;
    for (const outcome of ['canceled', 'already_canceled', 'unconfirmed'] as const) {
      const without = text(outcome, waiting);
      cleanup();
      expect(text(outcome, waiting, problem)).toBe(without);
      cleanup();
    }
  });
});
