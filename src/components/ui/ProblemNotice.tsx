import { IconCloudOff } from '@tabler/icons-react';
import { ApiError, problemCode } from '../../lib/api-error.ts';
import { contentId, focusFirst } from '../../lib/focus.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';
import { ProblemText } from './ProblemText.tsx';

type Props = {
  error: Error;
  title: string;
  onRetry: () => void;
  /** `h1` where the problem is the whole page. */
  heading?: 'h1' | 'h2';
};

/** Stands in the place of content that failed to load: the problem, what to do, and a button to try again. */
export function ProblemNotice({ error, title, onRetry, heading = 'h2' }: Props) {
  const { t } = useTranslation();
  return (
    <Notice
      tone="bad"
      heading={heading}
      icon={<IconCloudOff size={26} stroke={1.6} />}
      title={title}
      action={
        <Button
          onClick={() => {
            // This button disappears when the content arrives.
            focusFirst(contentId);
            onRetry();
          }}
        >
          {t('problem.retry')}
        </Button>
      }
    >
      <ProblemText
        code={problemCode(error)}
        requestId={error instanceof ApiError ? error.requestId : null}
        upstream={error instanceof ApiError ? error.upstream : null}
      />
    </Notice>
  );
}
