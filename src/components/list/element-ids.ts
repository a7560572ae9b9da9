import type { Job } from '../../../contract/job.ts';

/** Ids of elements that take the focus when another element disappears (src/lib/focus.ts). */

/** The section with the rows. */
export const jobSheetId = 'job-list';

/** Form that holds the view: without JavaScript, or before it is there, its controls lead to another page of the list. */
export const viewFormId = 'view';

/** The text field of the search. */
export const searchBoxId = 'job-search';

/** The link of a job's row. */
export const jobLinkId = (job: Pick<Job, 'id'>) => `link-${job.id}`;

/** The cell of a job's menu button; Mantine sets the button's own id. */
export const menuElementId = (job: Pick<Job, 'id'>) => `actions-${job.id}`;
