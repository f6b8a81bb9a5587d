import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Place } from '../places.ts';
import { PLACE_TO } from '../places.ts';

interface PlaceLinkProps {
  place: Place['id'];
  workspaceId: string;
  current: boolean;
  className: string;
  children: ReactNode;
  label?: string | undefined;
}

/** A link to a place of the rail. */
export function PlaceLink({ place, workspaceId, current, className, children, label }: PlaceLinkProps) {
  const shared = {
    className,
    'aria-label': label,
    'aria-current': current ? ('page' as const) : undefined,
    activeProps: {},
  };
  if (place === 'inbox') {
    return (
      <Link to={PLACE_TO.inbox} params={{ workspaceId, view: 'open' }} {...shared}>
        {children}
      </Link>
    );
  }
  return (
    <Link to={PLACE_TO[place]} params={{ workspaceId }} {...shared}>
      {children}
    </Link>
  );
}
