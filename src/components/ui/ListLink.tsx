import type { ComponentProps, MouseEvent } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { isFromList, opensHere } from '../../lib/links.ts';
import { nextFrame } from '../../lib/next-frame.ts';

type Props = Omit<ComponentProps<typeof Link>, 'to' | 'onClick'> & { to: string };

/**
 * A link to the list. On a page that was opened from the list it goes back in the history, which restores the scroll
 * position too; a link forward would start at the top.
 */
export function ListLink({ to, ...props }: Props) {
  const { state } = useLocation();
  const navigate = useNavigate();
  const goBack = (event: MouseEvent) => {
    if (!opensHere(event) || !isFromList(state)) return;
    event.preventDefault();
    void nextFrame().then(() => navigate(-1));
  };
  return <Link {...props} to={to} onClick={goBack} />;
}
