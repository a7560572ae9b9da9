import fc from 'fast-check';
import { it } from 'vitest';
import { idPattern } from '../../contract/ids.ts';
import { jobTypes } from '../../contract/job.ts';
import { holds, obeys } from '../testing/holds.ts';
import { backLink, isFromList, jobLink } from './links.ts';

const origin = 'https://dash.example';
const piece = fc.oneof(
  fc.constantFrom('/', '//', '\\', '.', '..', '%', '%2f', '?', '#', '@', '\n', 'evil.example'),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
);
const text = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''));

it('links to a page of the job of any id, and keeps the id', () => {
  const id = text.filter((one) => !['', '.', '..'].includes(one));
  holds(fc.tuple(id, fc.option(fc.constantFrom(...jobTypes))), ([job, type]) => {
    const { href, pathname, searchParams } = new URL(jobLink({ id: job, type }), origin);
    obeys(href, {
      'a page of a job': href.startsWith(`${origin}/jobs/`),
      'the id': decodeURIComponent(pathname.slice('/jobs/'.length)) === job,
      'the type': searchParams.get('type') === type,
    });
  });
});

it('leads back to the list from any state of the history', () => {
  const state = fc.oneof(
    fc.anything(),
    fc.record({
      list: fc.oneof(
        text,
        text.map((one) => `/${one}`),
        text.map((one) => `/?${one}`),
      ),
    }),
  );
  holds(state, (kept) => {
    const link = backLink(kept);
    const { origin: site, pathname } = new URL(link, origin);
    obeys(link, {
      'a page of the list': site === origin && pathname === '/',
      'the list as it begins, from elsewhere': isFromList(kept) || link === '/',
    });
  });
});

it('takes no id that changes the path of a call', () => {
  holds(fc.oneof(text, fc.stringMatching(idPattern)), (id) => {
    if (!idPattern.test(id)) return;
    const url = `${origin}/v1/${id}/jobs`;
    obeys(id, {
      'part of one path': new URL(url).href === url,
      'nothing to encode': encodeURIComponent(id) === id,
    });
  });
});
