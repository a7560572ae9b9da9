import type { ReactNode } from 'react';

/** A component in one state. */
export type Story = { name: string; content: ReactNode };

/** The stories of one component. */
export type StoryGroup = { component: string; stories: Story[] };

/** Stands in for callbacks: stories show states, and nothing follows from a click. */
export const ignore = () => {};
