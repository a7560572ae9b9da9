import { tableFeatures } from '@tanstack/react-table';

/** TanStack Table's optional features: none, since the proxy sorts, filters and pages, and each one is code to load. */
export const features = tableFeatures({});
export type Features = typeof features;
