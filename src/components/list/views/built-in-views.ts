import { defaultView, type ListView } from '../../../lib/list-view.ts';

/** A view with a name, which leads to it whatever the list shows. */
export type NamedView = {
  name: 'all' | 'moving' | 'late' | 'finished' | 'failed';
  view: ListView;
};

/** The views that everyone has, in their order. */
export const builtInViews: readonly NamedView[] = [
  { name: 'all', view: defaultView },
  { name: 'moving', view: { ...defaultView, states: ['WAITING', 'PROCESSING'] } },
  {
    name: 'late',
    view: { ...defaultView, states: ['WAITING'], late: true, range: 'all', sort: 'waited' },
  },
  { name: 'finished', view: { ...defaultView, states: ['SUCCEED'], range: '7d' } },
  { name: 'failed', view: { ...defaultView, states: ['FAILED'], range: '7d' } },
];
