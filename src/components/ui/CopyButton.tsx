import { IconCheck, IconCopy, IconX } from '@tabler/icons-react';
import classes from './CopyButton.module.css';
import { CopyStatus } from './CopyStatus.tsx';
import { TextButton } from './TextButton.tsx';
import { useCopy } from './use-copy.ts';

type Props = {
  value: string;
  /** Name of the button, which shows an icon only: "Copy job ID". */
  label: string;
};

const icons = { idle: IconCopy, copied: IconCheck, refused: IconX };

/** Copies a text and says how that went until the pointer or the focus leaves. */
export function CopyButton({ value, label }: Props) {
  const { state, copy, clear } = useCopy();
  const Icon = icons[state];
  return (
    <span className={classes.place}>
      <TextButton
        className={classes.copy}
        data-state={state}
        aria-label={label}
        title={label}
        onClick={() => void copy(value)}
        onBlur={clear}
        onPointerLeave={clear}
      >
        <Icon size={14} aria-hidden />
      </TextButton>
      <CopyStatus state={state} />
    </span>
  );
}
