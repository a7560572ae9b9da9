import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Menu.layer.css';
import { Menu } from '@mantine/core';
import { IconBan, IconCopy, IconDots, IconLink, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Job } from '../../../contract/job.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { jobLink } from '../../lib/links.ts';
import { cancelBlocked } from '../cancel/cancel-blocked.ts';
import { TextButton } from '../ui/TextButton.tsx';
import classes from './JobMenu.module.css';
import type { JobActions } from './use-job-actions.ts';

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
  const { t } = useTranslation();
  const navigate = useNavigate();
  const path = jobLink(job);
  const copy = (text: string) => navigator.clipboard.writeText(text).catch(() => undefined);
  const blocked = cancelBlocked(job, actions.cancelForbidden, t);
  return (
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
          aria-label={t('menu.of', { name: job.name ?? job.id })}
        >
          <IconDots size={18} aria-hidden />
        </TextButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={() => void navigate(path)}>
          {t('menu.open')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLink size={16} />}
          onClick={() => copy(new URL(path, window.location.origin).href)}
        >
          {t('menu.copyLink')}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => copy(job.id)}>
          {t('menu.copyId')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          className={classes.cancel}
          leftSection={<IconBan size={16} />}
          disabled={blocked !== null}
          onClick={() => actions.cancel(job)}
        >
          {t('cancel.action')}
          {blocked !== null && <span className={classes.reason}>{blocked}</span>}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
