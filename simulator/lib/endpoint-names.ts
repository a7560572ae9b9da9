import { type EndpointName, endpoints } from '../../wire/endpoints.ts';

/** The names of the wire table, typed: `Object.keys` alone would make them plain strings. */
export const endpointNames = Object.keys(endpoints).filter(
  (name): name is EndpointName => name in endpoints,
);
