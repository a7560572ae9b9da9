import { Button } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { ApiError, problemCode } from '../../lib/api-error.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { Notice } from './Notice.tsx';
import { ProblemText } from './ProblemText.tsx';

type Props = { error: Error; title: string; onRetry: () => void };

/** Stands in the place of content that failed to load: the problem, what to do, and a button to try again. */
export function ProblemNotice({ error, title, onRetry }: Props) {
  const { t } = useTranslation();
  return (
    <Notice
      tone="bad"
      icon={<IconCloudOff size={26} stroke={1.6} />}
      title={title}
      action={
        <Button variant="default" onClick={onRetry}>
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
