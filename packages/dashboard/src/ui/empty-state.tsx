import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  /** One action at most. */
  action?: ReactNode;
  /** One line of code, where code is the way. */
  code?: ReactNode;
}

/** Says what this place is for and what fills it. */
export function EmptyState({ title, children, action, code }: EmptyStateProps) {
  return (
    <div className="flex h-full min-h-56 flex-col items-center justify-center px-6 py-10 text-center">
      <p className="text-body font-strong text-ink">{title}</p>
      {children && <div className="mt-1 max-w-104 text-body text-ink-soft text-pretty">{children}</div>}
      {code && <div className="mt-4 w-full max-w-136 text-start">{code}</div>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}
