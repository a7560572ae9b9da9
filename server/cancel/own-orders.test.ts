import { describe, expect, it } from 'vitest';
import { personalAppUsers } from '../auth/app-users.ts';
import { type Found, jobId, scriptedCancels } from '../testing/scripted-cancels.ts';

const wang = { id: 'w', name: 'Wang', role: 'producer', login: 'wang' } as const;
const support = { id: 's', name: 'Support', role: 'support' } as const;

/** Producers see their own jobs; whether this one is known to be theirs says `isKnown`. */
const ownJobs = (found: Found[], isKnown: boolean) =>
  scriptedCancels(found, [], {
    appUsers: personalAppUsers({ key: null, viewers: 'own' }, 'issuer'),
    knows: () => isKnown,
  });

describe('an order for a job that is not known to be the person’s own', () => {
  it('is on record and read once before it takes the job’s turn', async () => {
    const { cancel, audit, reads, requests } = ownJobs(['missing'], false);
    const [own, theirs] = await Promise.all([cancel({ user: wang }), cancel({ user: support })]);
    // Neither has joined the other.
    expect([own, theirs]).toMatchObject([
      { outcome: 'not_found', job: null, joined: null },
      { outcome: 'not_found', job: null, joined: null },
    ]);
    expect(reads).toHaveLength(4);
    const lines = (await audit()).filter(({ person }) => person === 'w');
    expect(lines).toMatchObject([
      { action: 'cancel.requested', appUser: 'wang', auditId: own.auditId },
      { action: 'cancel.settled', outcome: 'not_found', auditId: own.auditId },
    ]);
    expect(requests).toEqual([]);
  });

  it('goes on when the job turns out to be theirs, with one line for the order', async () => {
    const { cancel, audit, requests } = ownJobs(['WAITING', 'WAITING', 'CANCELED'], false);
    expect(await cancel({ user: wang })).toMatchObject({ outcome: 'canceled', joined: null });
    expect(requests).toEqual([`2d ${jobId}`]);
    expect((await audit()).map(({ action }) => action)).toEqual([
      'cancel.requested',
      'cancel.sent',
      'cancel.settled',
    ]);
  });
});

it.each([
  ['the person’s own', wang, true],
  ['one of all that they see', support, false],
])('reads a job once before it is canceled when it is %s', async (_, user, isKnown) => {
  const { cancel, reads } = ownJobs(['WAITING', 'CANCELED'], isKnown);
  expect(await cancel({ user })).toMatchObject({ outcome: 'canceled' });
  expect(reads).toHaveLength(2);
});
