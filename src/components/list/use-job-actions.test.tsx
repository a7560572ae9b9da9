import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Refusal } from '../../../contract/permissions.ts';
import type { Session } from '../../../contract/session.ts';
import { createQueryClient } from '../../api/query-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { showLanguage } from '../../lib/i18n.ts';
import { demoSession } from '../../testing/fixtures.ts';
import { useJobActions } from './use-job-actions.ts';

beforeEach(() => showLanguage('en'));
afterEach(cleanup);

/** The actions of a user who may cancel, or may not for this reason. */
function draw(why: Refusal | null) {
  const client = createQueryClient();
  const session: Session = {
    ...demoSession,
    can: { ...demoSession.can, cancel: { allowed: why === null, why } },
  };
  client.setQueryData(queryKeys.session, session);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const cancel = vi.fn();
  return { cancel, ...renderHook(useJobActions, { initialProps: cancel, wrapper }) };
}

it('are the same until one of them changes', () => {
  const { result, rerender, cancel } = draw(null);
  const first = result.current;
  expect(first).toEqual({ cancel, cancelForbidden: null });
  rerender(cancel);
  expect(result.current).toBe(first);
  const other = vi.fn();
  rerender(other);
  expect(result.current.cancel).toBe(other);
});

it.each(['role', 'not_own'] as const)('say why this user may not cancel: %s', (why) => {
  expect(draw(why).result.current.cancelForbidden).toMatch(/cancel/);
});
