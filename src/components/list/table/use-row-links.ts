import type { FocusEvent, MouseEvent, PointerEvent, SyntheticEvent } from 'react';
import { useNavigate } from 'react-router';
import type { Job } from '../../../../contract/job.ts';
import { type FromList, opensHere } from '../../../lib/links.ts';
import { nextFrame } from '../../../lib/next-frame.ts';

/** Tells that a job will probably be opened. */
export type JobIntent = {
  /** The pointer or the focus is on the rows. Resolves to whether the code of a job's page is there. */
  near: () => Promise<boolean>;
  /** The job's row is pressed: the click follows in some 100 ms. */
  press: (job: Job) => void;
};

type RowHandlers = {
  onClick: (event: MouseEvent) => void;
  onPointerEnter: () => void;
  onPointerDown: (event: PointerEvent) => void;
  onFocus: (event: FocusEvent) => void;
};

const closest = <K extends 'a' | 'button' | 'tr'>({ target }: SyntheticEvent, name: K) =>
  target instanceof Element ? target.closest(name) : null;

/**
 * Follows the links of rows within the page, and brings the list's filters and page along for the link back. One handler for
 * all rows: a `Link` in each of them would be rendered again with every change of the URL, and cost more than the rest of
 * its row.
 */
export function useRowLinks(jobs: readonly Job[], intent: JobIntent): RowHandlers {
  const navigate = useNavigate();
  return {
    onClick: (event) => {
      const path = closest(event, 'a')?.getAttribute('href');
      if (path == null || !opensHere(event)) return;
      event.preventDefault();
      const { pathname, search } = window.location;
      const from: FromList = { list: pathname + search };
      // Without its code the page comes in a transition, which another click replaces.
      let isLoaded = false;
      void intent.near().then((loaded) => {
        isLoaded = loaded;
      });
      void nextFrame().then(() => navigate(path, { state: from, flushSync: isLoaded }));
    },
    onPointerEnter: intent.near,
    onPointerDown: (event) => {
      const row = closest(event, 'tr');
      // Other buttons of the mouse, and those of the row, do not open the job here.
      if (row === null || event.button !== 0 || closest(event, 'button') !== null) return;
      const job = jobs[row.sectionRowIndex];
      if (job !== undefined) intent.press(job);
    },
    onFocus: intent.near,
  };
}
