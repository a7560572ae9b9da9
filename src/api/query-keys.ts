import type { ListView } from '../lib/list-view.ts';

/** Every query key of the page; the first word names the reply, and alone it matches all replies of its kind. */
export const queryKeys = {
  session: ['session'],
  jobLists: ['jobList'],
  jobList: (view: ListView) => ['jobList', view],
  jobDetail: (id: string) => ['jobDetail', id],
  jobMedia: (id: string) => ['jobMedia', id],
  jobMediaCheck: (id: string) => ['jobMediaCheck', id],
  jobRaw: (id: string) => ['jobRaw', id],
  cancellations: (id: string) => ['cancellations', id],
};
