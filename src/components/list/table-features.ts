import { tableFeatures } from '@tanstack/react-table';

/** Empty: the proxy sorts, filters and pages, and an unused feature would be code that every page loads. */
export const features = tableFeatures({});
export type Features = typeof features;
