import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Menu.layer.css';
import { Menu } from '@mantine/core';
import { IconBan, IconCopy, IconLink, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Job } from '../../../../contract/job.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { jobLink, jobUrl } from '../../../lib/links.ts';
import { visibleName } from '../../../lib/visible-name.ts';
import { cancelBlocked, cancelPending } from '../../cancel/cancel-blocked.ts';
import { useOpenCancel } from '../../cancel/open-cancels.ts';
import { CopyStatus } from '../../ui/CopyStatus.tsx';
import { MantineParts } from '../../ui/MantineParts.tsx';
import { TextButton } from '../../ui/TextButton.tsx';
import { useCopy } from '../../ui/use-copy.ts';
import type { JobActions } from '../use-job-actions.ts';
import classes from './JobMenu.module.css';

type Props = { job: Job; actions: JobActions; className: string | undefined };

/** A job's menu. The click on its button loads and mounts it, so it opens at once. */
export default function JobMenu({ job, actions, className }: Props) {
  const [opened, setOpened] = useState(false);
  const target = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // This button replaces the one that was clicked. It takes the focus first: a menu that closes returns the focus there.
    target.current?.focus();
    setOpened(true);
  }, []);
  const { t, language } = useTranslation();
  const { state, copy, clear } = useCopy();
  const open = useOpenCancel(job.id);
  const again = open?.mayTryAgain === true;
  const pending = open === undefined || again ? null : cancelPending(open, t, language);
  const blocked = cancelBlocked(job, actions.cancelForbidden, t) ?? pending;
  return (
    <MantineParts>
      <Menu
        opened={opened}
        onChange={setOpened}
        position="bottom-end"
        width={260}
        shadow="md"
        returnFocus
        // The first item gets the focus. Mantine's placeholder is not a valid child of a menu.
        withInitialFocusPlaceholder={false}
        portalProps={{ target: '#content' }}
      >
        <Menu.Target>
          <TextButton
            ref={target}
            className={className}
            aria-label={t('menu.of', { name: visibleName(job, t) })}
            onBlur={clear}
          />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={jobLink(job)} leftSection={<IconPlayerPlay size={16} />}>
            {t('menu.open')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLink size={16} />} onClick={() => void copy(jobUrl(job))}>
            {t('menu.copyLink')}
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => void copy(job.id)}>
            {t('menu.copyId')}
          </Menu.Item>
          <Menu.Divider />
          <CancelItem blocked={blocked} again={again} onCancel={() => actions.cancel(job)} />
        </Menu.Dropdown>
      </Menu>
      <CopyStatus state={state} />
    </MantineParts>
  );
}

type CancelItemProps = { blocked: string | null; again: boolean; onCancel: () => void };

/** An item that cannot be used stays reachable by keyboard, with its reason: `disabled` would hide both. */
function CancelItem({ blocked, again, onCancel }: CancelItemProps) {
  const { t } = useTranslation();
  return (
    <Menu.Item
      className={classes.cancel}
      leftSection={<IconBan size={16} />}
      aria-disabled={blocked !== null}
      closeMenuOnClick={blocked === null}
      onClick={blocked === null ? onCancel : undefined}
    >
      {t(again ? 'cancel.again' : 'cancel.action')}
      {blocked !== null && <span className={classes.reason}>{blocked}</span>}
    </Menu.Item>
  );
}
