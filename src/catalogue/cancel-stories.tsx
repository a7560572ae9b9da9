import { useState } from 'react';
import { cancelOutcomes } from '../../contract/cancel.ts';
import { CancelDialog } from '../components/cancel/CancelDialog.tsx';
import { CancellationsCard } from '../components/cancel/CancellationsCard.tsx';
import { CancelOutcomeText } from '../components/cancel/CancelOutcomeText.tsx';
import { TextButton } from '../components/ui/TextButton.tsx';
import { cancellation, finished, stale, waiting } from '../testing/fixtures.ts';
import { ignore, type Story, type StoryGroup } from './story.ts';

type DialogProps = Partial<Parameters<typeof CancelDialog>[0]>;

/** Opens the dialog on demand: it covers the page. */
function OpenDialog(props: DialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <TextButton onClick={() => setIsOpen(true)}>Open</TextButton>
      {isOpen && (
        <CancelDialog
          job={waiting}
          earlier={undefined}
          sending={false}
          outcome={null}
          problem={null}
          joinedBy={null}
          failed={null}
          onConfirm={ignore}
          onClose={() => setIsOpen(false)}
          {...props}
        />
      )}
    </>
  );
}

const dialog = (name: string, props: DialogProps): Story => ({
  name,
  content: <OpenDialog {...props} />,
});

export const cancelStories: StoryGroup[] = [
  {
    component: 'CancelDialog',
    stories: [
      dialog('question', {}),
      dialog('again', { earlier: { ...cancellation, outcome: 'unconfirmed', settledAt: null } }),
      dialog('too late to ask', { job: finished }),
      dialog('sending', { sending: true }),
      dialog('result', { outcome: 'canceled' }),
      dialog('result of an earlier request', { outcome: 'canceled', joinedBy: '王芳' }),
      dialog('not sent', { failed: 'busy' }),
      dialog('perhaps sent', { failed: 'offline' }),
    ],
  },
  {
    component: 'CancelOutcomeText',
    stories: cancelOutcomes.map((outcome) => ({
      name: outcome,
      content: <CancelOutcomeText outcome={outcome} job={finished} problem={stale.problem} />,
    })),
  },
  {
    component: 'CancellationsCard',
    stories: [
      {
        name: 'settled and open',
        content: (
          <CancellationsCard
            cancellations={[
              { ...cancellation, auditId: 'audit-2', outcome: null, settledAt: null },
              cancellation,
            ]}
            state="CANCELED"
          />
        ),
      },
      {
        name: 'corrected',
        content: (
          <CancellationsCard
            cancellations={[
              { ...cancellation, corrected: { at: '2026-05-20T11:40:00Z', from: 'refused' } },
            ]}
            state="CANCELED"
          />
        ),
      },
      {
        name: 'cancelled elsewhere',
        content: <CancellationsCard cancellations={[]} state="CANCELED" />,
      },
    ],
  },
];
