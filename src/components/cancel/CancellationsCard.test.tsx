import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fullTime } from '../../lib/format.ts';
import { showLanguage } from '../../lib/i18n.ts';
import { cancellation } from '../../testing/fixtures.ts';
import { CancellationsCard } from './CancellationsCard.tsx';

beforeAll(() => showLanguage('en'));
afterEach(cleanup);

const at = '2026-05-20T11:40:00Z';
const entry = () => screen.getByRole('listitem').textContent ?? '';

describe('the cancel records of a job', () => {
  it('show the corrected outcome first, and keep the one before with the time', () => {
    const corrected = { at, from: 'canceled' } as const;
    const one = { ...cancellation, outcome: 'too_late', corrected } as const;
    render(<CancellationsCard cancellations={[one]} state="SUCCEED" />);
    expect(entry()).toMatch(/^Not canceled: the job had already started or ended/);
    expect(entry()).toContain(`Corrected at ${fullTime(at, 'en')}`);
    expect(entry()).toContain('Recorded before: “Canceled, confirmed by MetaStudio”');
    expect(entry()).not.toContain('another program');
  });

  it('say that another program may have canceled a job of which a late cancel is assumed', () => {
    const one = { ...cancellation, corrected: { at, from: 'refused' } } as const;
    render(<CancellationsCard cancellations={[one]} state="CANCELED" />);
    expect(entry()).toContain('took effect late, or another program canceled');
  });

  it('say nothing of corrections where there was none', () => {
    render(<CancellationsCard cancellations={[cancellation]} state="CANCELED" />);
    expect(entry()).not.toMatch(/Corrected|Recorded before|another program/);
  });
});
