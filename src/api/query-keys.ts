import { type ListView, writeListView } from '../lib/list-view.ts';

const jobWalk = (view: ListView) => ['jobList', writeListView({ ...view, page: 1 })];

/** Every query key of the page; the first word names the reply, and alone it matches all replies of its kind. */
export const queryKeys = {
  session: ['session'],
  signIn: ['signIn'],
  jobLists: ['jobList'],
  /** All pages of a view. */
  jobWalk,
  jobList: (view: ListView) => [...jobWalk(view), view.page],
  jobDetail: (id: string) => ['jobDetail', id],
  jobMedia: (id: string) => ['jobMedia', id],
  jobMediaCheck: (id: string) => ['jobMediaCheck', id],
  jobRaw: (id: string) => ['jobRaw', id],
  cancellations: (id: string) => ['cancellations', id],
  openCancellations: ['openCancellations'],
  people: ['people'],
};
