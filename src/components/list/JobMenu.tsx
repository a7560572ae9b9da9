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
import classes from './JobMenu.module.css';
import type { JobActions } from './job-actions.ts';

type Props = { job: Job; actions: JobActions; className: string | undefined };

/** A job's menu. It is mounted by the click that asks for it, so it opens as soon as it is there. */
export default function JobMenu({ job, actions, className }: Props) {
  const [opened, setOpened] = useState(false);
  const target = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // This button has taken the place of the one that was pressed, and the menu returns the focus to where it was.
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
      // The first entry gets the focus; a placeholder would be a child that a menu must not have.
      withInitialFocusPlaceholder={false}
      portalProps={{ target: '#content' }}
    >
      <Menu.Target>
        <button
          ref={target}
          type="button"
          className={className}
          aria-label={t('menu.of', { name: job.name ?? job.id })}
        >
          <IconDots size={18} aria-hidden />
        </button>
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
