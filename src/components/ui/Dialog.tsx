import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './Dialog.module.css';
import { useScrollLock } from './use-scroll-lock.ts';

type Props = {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** The buttons at its foot, the one that changes nothing first. */
  buttons: ReactNode;
};

/** A question in front of the page. Its opener gives the focus back, to what is still there then. */
export function Dialog({ title, onClose, children, buttons }: Props) {
  const { t } = useTranslation();
  useScrollLock();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('dialog.close'), iconSize: 20 }}
      centered
      returnFocus={false}
      classNames={{ title: classes.title, inner: classes.inner }}
      // Inside the page's main part: as a child of the body its heading would be a second banner.
      portalProps={{ target: '#content' }}
      size={480}
      // useScrollLock does it.
      lockScroll={false}
    >
      {children}
      <div className={classes.buttons}>{buttons}</div>
    </Modal>
  );
}
